"""What a log comes in: text, packed text, workbooks, printed pages, tables of columns, lists of objects, archives.

Every container becomes the same stream of records, whose numbers point into the original; a hostile file is refused.
It knows no dialects.
"""

from comity.audit.containers.opening import Opened, parts_of
from comity.audit.containers.part import Part, Pass

__all__ = ["Opened", "Part", "Pass", "parts_of"]
