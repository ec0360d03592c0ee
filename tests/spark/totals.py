"""Prints the totals of exported records as Spark reads them: `python totals.py FOLDER`.

Runs in Spark's own environment, which has nothing else of ours.
"""

from __future__ import annotations

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

GROUPS = ("month", "institution", "kind")


def main() -> None:
    """Print rows of month, institution, kind, records, learners, right, seconds."""
    spark = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    records = spark.read.parquet(f"{sys.argv[1]}/events")
    rows = (
        records.groupBy(*GROUPS)
        .agg(
            f.count("*"),
            f.countDistinct("learner"),
            f.count_if(f.col("correct")),
            f.sum("seconds"),
            f.min("recorded_at").cast("double"),
        )
        .orderBy(*GROUPS)
        .collect()
    )
    json.dump([[str(row[0]), *row[1:]] for row in rows], sys.stdout)
    spark.stop()


if __name__ == "__main__":
    main()
