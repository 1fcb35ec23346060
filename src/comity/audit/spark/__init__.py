"""Audits on Apache Spark: the same tables, questions and answers, with the rows held and joined by a cluster.

Nothing here decides or counts in a way of its own: see docs/decisions/0028.
"""

from comity.audit.spark.choice import LOCAL_MASTER, SparkChoice, SparkError, make_ready
from comity.audit.spark.session import spark_session

__all__ = ["LOCAL_MASTER", "SparkChoice", "SparkError", "make_ready", "spark_session"]
