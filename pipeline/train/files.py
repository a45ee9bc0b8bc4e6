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
    "airpurity", "algaomega", "alludulce", "artic", "artiflex", "attiwrap", "backupvault", "balcony", "biochar", "brewkeg", "callguard", "canalgin",
    "cargotrike", "cefalumab", "cellarbatt", "collasip", "colostra", "cotcam", "cryovest", "cuprelle", "curcuprime", "denticlear", "dermocin",
    "drowsewave", "dryeye", "ferrogum", "flathob", "frostcore", "greenmow", "haulcell", "hearbud", "heatglass", "homealarm", "hubdrive", "kelpbox",
    "keyvault", "kneesense", "latchpad", "lumask", "lumicalm", "magnisol", "mailshield", "marrowroot", "neuropep", "orvitide", "osmotap", "panebot",
    "passgate", "pawfinder", "petbiotic", "phagolet", "phishnet", "probiskin", "pulsband", "rainfilter", "reeflume", "retinova", "rhinopep",
    "ridgetent", "safedrop", "saltcell", "serenok", "smartlockbox", "somarelin", "somna", "sonic", "stairlift", "steamwand", "sunfilm", "tapkey",
    "tendrex", "thymavax", "ticktest", "tidebine", "uvflask", "vaultsync", "ventflow", "vpnrouter", "warmdry", "windwall",
)  # fmt: skip
"""Subjects of the repository's own gold/corpora: from them and TRAIN_SUBJECTS the networks of match learn, and on some of them their witnesses are weighed;
tests/corpora only measures."""
CHOICE_CORPORA = (
    "algaomega", "attiwrap", "biochar", "brewkeg", "colostra", "curcuprime", "denticlear", "heatglass", "lumicalm", "mailshield", "marrowroot",
    "orvitide", "passgate", "pawfinder", "phishnet", "ridgetent", "safedrop", "saltcell", "stairlift", "steamwand", "ventflow", "vpnrouter",
)  # fmt: skip
"""Those of them that no network learns from: weights and limits are chosen on them."""


def own_gold() -> Path:
    """Return the repository's own gold folder."""
    return models_folder().parent / "gold"
