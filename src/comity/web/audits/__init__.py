"""Audits in the browser: a file is put into a private folder, looked at and audited by a child process, and
deleted on request or after a set time. Files and reports stay on the machine of the server.
"""

from comity.web.audits.pages import routes
from comity.web.audits.store import Store

__all__ = ["Store", "routes"]
