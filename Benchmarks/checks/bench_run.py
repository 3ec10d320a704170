"""A run of `bench` and what its files say about each trial."""

import csv
import glob
import json
import os
from dataclasses import dataclass

from engine.programs import Program, ProgramError


@dataclass
class Trial:
    """One trial of a run. Instants are seconds since 1970."""

    name: str
    arm: str
    load_start: float
    start: float
    end: float
    clients: list
    figures: dict

    @property
    def seconds(self):
        return self.end - self.start


def start(setup, scenario, output):
    """Starts `bench run`, with the swarm-server that lies beside it."""
    return Program([setup.swift("bench"), "run", scenario, "--output", output, "--quiet", "--no-history"])


def finish(program, seconds):
    """Waits for its end. A comparison that a busy machine makes invalid (3) can still be checked."""
    status = program.wait(seconds)
    if status not in (0, 3, 99):
        raise ProgramError(f"bench ended with status {status}: {program.complaint()}")


def document(output):
    with open(os.path.join(output, "report.json"), encoding="utf-8") as file:
        return json.load(file)


def _rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def trials(output):
    """The trials that count, in their order."""
    by_position = {trial["position"]: (cell, trial) for cell in document(output)["cells"] for trial in cell["trials"]}
    found = []
    for folder in sorted(glob.glob(os.path.join(glob.escape(output), "trials", "*"))):
        position = int(os.path.basename(folder).split("-")[0])
        cell, trial = by_position.get(position, (None, None))
        if trial is None or trial.get("discarded"):
            continue
        times = _rows(folder, "timeline.csv")[0]
        found.append(Trial(
            name=os.path.basename(folder), arm=cell["arm"], load_start=int(times["load_start"]) / 1e9,
            start=int(times["steady_start"]) / 1e9, end=int(times["steady_end"]) / 1e9,
            clients=_rows(folder, "clients.csv"), figures=trial["figures"]))
    if not found:
        raise ProgramError("the run has no trial that counts")
    return found
