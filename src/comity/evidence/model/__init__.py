"""A language model as a second proposer: off unless the user names one, and behind the same gate as the rules.

Documents are hostile text to it: whatever a document makes it say, only acts in a strict form pass, whose quotes,
places and days stand word for word in the document.
"""

from comity.evidence.model.asking import ModelError
from comity.evidence.model.model import Model

__all__ = ["Model", "ModelError"]
