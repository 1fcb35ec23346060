"""Audits on Apache Spark: the same tables, questions and answers, with the rows held and joined by a cluster.

Nothing here decides or counts in a way of its own: see docs/decisions/0028.
"""

from comity.audit.spark.choice import SparkChoice, SparkError
from comity.audit.spark.session import spark_session

__all__ = ["SparkChoice", "SparkError", "spark_session"]
