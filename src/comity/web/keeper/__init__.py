"""The pages of whoever keeps a ledger or reviews proposals: on this machine only, for one person, since there are no accounts.

They show private originals. What a published report would hide is marked; the rules of that are the ledger's.
"""

from comity.web.keeper.opened import Keeper
from comity.web.keeper.routes import routes

__all__ = ["Keeper", "routes"]
