"""Verdicts over the files of a crawl, on a Spark cluster.

spark-submit --master spark://… crawl_job.py warc.paths.gz --base https://data.commoncrawl.org/ -o /shared/audit --use ai-train
"""

from imprimatur.crawl import main

if __name__ == "__main__":
    main()
