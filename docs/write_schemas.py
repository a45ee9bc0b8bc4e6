"""Writes docs/schemas/ from the column tables: python docs/write_schemas.py"""

import json
from pathlib import Path

from pipeline.report.schemas import schemas

FOLDER = Path(__file__).parent / "schemas"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (FOLDER / f"{name}.schema.json").write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
