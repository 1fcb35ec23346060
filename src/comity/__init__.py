"""Comity: was this act of local help required, allowed, forbidden or left open, and on what evidence?

This package holds no law; the law is data, in the corpus beside it.
"""

__version__ = "0.1.0"
