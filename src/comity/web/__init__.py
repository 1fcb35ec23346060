"""The web room: a second thin door to the same verbs as the command line, as pages, JSON and a static site.

No rule, no query and no wording of an answer lives here: a page asks the floors below and shows what they say.
"""

from comity.web.alone import NotAloneError
from comity.web.app import create_app
from comity.web.publish import Publication, PublishError, publish_site
from comity.web.server import serve
from comity.web.site import Contact, Settings, Site

__all__ = [
    "Contact",
    "NotAloneError",
    "Publication",
    "PublishError",
    "Settings",
    "Site",
    "create_app",
    "publish_site",
    "serve",
]
