"""Sentence vectors as short text, so that they travel in records and in the store: 8 bits a number, base64."""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import lru_cache
from typing import Any

import numpy as np

Vector = np.ndarray[Any, np.dtype[np.float32]]


def pack_vector(vector: Vector) -> str:
    """Return a unit vector as text; each number is rounded to a 254th of the largest."""
    greatest = float(np.abs(vector).max()) or 1.0
    return b64encode(np.round(vector / greatest * 127).astype(np.int8).tobytes()).decode("ascii")


@lru_cache(maxsize=4096)
def unpack_vector(text: str) -> Vector:
    """Return the unit vector of ``text``; an empty text gives an empty vector."""
    numbers = np.frombuffer(b64decode(text), dtype=np.int8).astype(np.float32)
    length = float(np.linalg.norm(numbers))
    return np.asarray(numbers / length, dtype=np.float32) if length else numbers


def likeness(left: str, right: str) -> float:
    """Return the cosine of two packed vectors, 0.0 where one is missing."""
    return float(unpack_vector(left) @ unpack_vector(right)) if left and right else 0.0
