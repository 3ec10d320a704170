"""What gate_characteristics.py has found so far, on disk after every step: a folder with characteristics.json."""

import json
import os
import time


class RecordError(Exception):
    """A folder that cannot be used, as a sentence."""


class Record:
    """Rows by their names, and what they come from. Everything that changes it writes it."""

    FILE = "characteristics.json"

    def __init__(self, folder, document):
        self.folder, self.document = folder, document

    @classmethod
    def new(cls, output, root, settings):
        """In the folder `output`, or in a new one below `root` named by the time."""
        folder = os.path.abspath(output) if output else _folder_by_time(root)
        if os.path.exists(os.path.join(folder, cls.FILE)):
            raise RecordError(f"{folder} holds {cls.FILE} already: go on with --resume {folder}, or name another folder")
        os.makedirs(folder, exist_ok=True)
        started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        record = cls(folder, {"startedAt": started, **settings, "rows": [], "live": [], "problems": []})
        record.save()
        return record

    @classmethod
    def resumed(cls, folder, settings):
        """An earlier one, to go on with. Its settings have to be these: figures of others do not add up."""
        folder = os.path.abspath(folder)
        try:
            with open(os.path.join(folder, cls.FILE), encoding="utf-8") as file:
                document = json.load(file)
        except (OSError, ValueError) as error:
            raise RecordError(f"cannot go on with {folder}: {error}") from error
        for name, value in settings.items():
            # Documents from before a setting was noted are taken at the word of who resumes them.
            if document.setdefault(name, value) != value:
                raise RecordError(f"cannot go on with {folder}: its {name} is {document[name]}, not {value}")
        for name in ("rows", "live", "problems"):
            document.setdefault(name, [])
        # What went wrong then is tried again now.
        document["problems"] = []
        return cls(folder, document)

    def save(self):
        """Whole or not at all."""
        path = os.path.join(self.folder, self.FILE)
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.document, file, indent=2)
            file.write("\n")
        os.replace(path + ".new", path)

    def note(self, **facts):
        self.document.update(facts)
        self.save()

    def put(self, row):
        """Adds a row, or takes the place of the one with its name."""
        rows = self.document["rows"]
        places = [place for place, other in enumerate(rows) if other["name"] == row["name"]]
        if places:
            rows[places[0]] = row
        else:
            rows.append(row)
        self.save()

    def has(self, name, gates):
        return any(row["name"] == name and row["gates"] == gates for row in self.document["rows"])

    def drop(self, step):
        """Forgets the rows of a step."""
        self.document["rows"] = [row for row in self.document["rows"] if row.get("step") != step]

    def problem(self, text):
        self.document["problems"].append(text)
        self.save()

    def free_folder(self, name):
        """A path in the folder that nothing is at: what a killed session left there stays."""
        path, number = os.path.join(self.folder, name), 1
        while os.path.exists(path):
            number += 1
            path = os.path.join(self.folder, f"{name}-{number}")
        return path


def _folder_by_time(root):
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    for suffix in ["", "-2", "-3", "-4"]:
        path = os.path.join(root, f"{stamp}-characteristics{suffix}")
        try:
            os.makedirs(path)
            return path
        except FileExistsError:
            continue
    raise RecordError(f"cannot make a new folder in {root}")
