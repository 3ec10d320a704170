"""Reads what SwarmBench's reports export with other people's parsers, and prints what they found.

    formats_peer.py csv FILE          rows as JSON objects (Python's csv module, strict)
    formats_peer.py junit FILE        suites as JSON (junitparser)
    formats_peer.py openmetrics FILE  metric families as JSON (prometheus_client's OpenMetrics parser)

A file that a parser objects to ends the program with its complaint.
"""

import csv
import json
import sys


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def read_junit(path):
    from junitparser import Error, Failure, JUnitXml
    from junitparser.junitparser import SystemOut

    suites = []
    for suite in JUnitXml.fromfile(path):
        cases = []
        for case in suite:
            results = [
                {
                    "kind": "failure" if isinstance(result, Failure) else "error" if isinstance(result, Error) else "other",
                    "type": result.type,
                    "message": result.message,
                    "text": result.text,
                }
                for result in case.result
            ]
            cases.append({"name": case.name, "classname": case.classname, "time": case.time, "results": results})
        stated = (suite.tests, suite.failures, suite.errors, suite.skipped, suite.time)
        suite.update_statistics()
        counted = (suite.tests, suite.failures, suite.errors, suite.skipped, suite.time)
        suites.append({
            "name": suite.name,
            "timestamp": suite.timestamp,
            "hostname": suite.hostname,
            "properties": {one.name: one.value for one in suite.properties()},
            "cases": cases,
            "output": suite.child(SystemOut).text,
            "stated": stated,
            "counted": counted,
        })
    return suites


def read_openmetrics(path):
    from prometheus_client.openmetrics.parser import text_string_to_metric_families

    with open(path, newline="", encoding="utf-8") as file:
        families = text_string_to_metric_families(file.read())
        return {
            family.name: {
                "type": family.type,
                "unit": family.unit,
                "samples": [
                    {"name": sample.name, "labels": sample.labels, "value": sample.value} for sample in family.samples
                ],
            }
            for family in families
        }


def main():
    kind, path = sys.argv[1:]
    readers = {"csv": read_csv, "junit": read_junit, "openmetrics": read_openmetrics}
    json.dump(readers[kind](path), sys.stdout)


main()
