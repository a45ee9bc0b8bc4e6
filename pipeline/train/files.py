"""Which files are trained on, and which subjects of the gold corpora are kept out."""

from __future__ import annotations

from pathlib import Path

from pipeline.models import models_folder

SEED = 20
WEB_FILES = ("gold/web_claims/train.jsonl", "gold/corpora/sentences.tsv")
"""Labelled documents of the data folder."""
OWN_FILES = ("web/sellers.jsonl", "web/sober.jsonl", "web/pages_a.jsonl", "web/pages_b.jsonl")
"""Labelled documents in the repository's own gold/, written for the project."""
ARTICLES = ("articles/labels.tsv",)
"""Own labels, in the repository's gold/, on texts that only the data folder holds."""
TRAIN_SUBJECTS = ("lactiva", "heatloop")
"""Subjects of gold/corpora that are trained on; the others only measure."""
DEV_CORPORA = (
    "airpurity", "algaomega", "alludulce", "artic", "artiflex", "backupvault", "balcony", "biochar", "callguard", "canalgin", "cargotrike",
    "cefalumab", "cellarbatt", "collasip", "colostra", "cotcam", "cryovest", "cuprelle", "curcuprime", "dermocin", "drowsewave", "dryeye", "ferrogum",
    "flathob", "frostcore", "greenmow", "haulcell", "hearbud", "heatglass", "homealarm", "hubdrive", "kelpbox", "keyvault", "kneesense", "latchpad",
    "lumask", "magnisol", "mailshield", "neuropep", "osmotap", "panebot", "passgate", "petbiotic", "phagolet", "probiskin", "pulsband", "rainfilter",
    "reeflume", "retinova", "rhinopep", "saltcell", "serenok", "smartlockbox", "somarelin", "somna", "sonic", "stairlift", "sunfilm", "tapkey",
    "tendrex", "thymavax", "ticktest", "tidebine", "uvflask", "vaultsync", "vpnrouter", "warmdry", "windwall",
)  # fmt: skip
"""Subjects of the repository's own gold/corpora: on them and on TRAIN_SUBJECTS the cross-encoder is adapted and the witnesses are weighed, each half by what
the other taught; tests/corpora only measures."""
CHOICE_CORPORA = ("algaomega", "biochar", "colostra", "curcuprime", "heatglass", "mailshield", "passgate", "saltcell", "stairlift", "vpnrouter")
"""Those of them that the large cross-encoder does not learn from: its weights and limits are chosen on them."""


def own_gold() -> Path:
    """Return the repository's own gold folder."""
    return models_folder().parent / "gold"
