"""malmoi: full-text search for text that mixes Korean and English.

import malmoi
with malmoi.open("blog.idx") as index:
    index.sync("~/blog-export")
    for hit in index.search("로동신문").hits:
        print(hit.date, hit.title, hit.snippet.to_text())
"""

from .config import Config
from .config import load as load_config
from .errors import (
    AliasError,
    AnalysisError,
    ArgumentError,
    ConfigError,
    DamagedIndexError,
    FingerprintError,
    ForeignFolderError,
    FormatError,
    IndexMissingError,
    LockedError,
    MalmoiError,
    MissingExtraError,
    QueryError,
    QueryTimeout,
    SourceError,
    StoreError,
)
from .index import Index
from .index import open_index as open
from .indexer.analysis.taggers.tagger import Morpheme, Tagger, UserWord
from .indexer.documents.document import Document
from .indexer.maintenance.problem import CheckReport, Problem
from .indexer.maintenance.report import BackupReport, RepairReport
from .indexer.maintenance.stats import Stats
from .indexer.sync.report import SyncReport
from .maintenance import backup, check, rebuild, repair
from .query.doctor import DoctorReport, LostWord
from .query.execution.explanation import Explanation
from .query.facets import FacetCount
from .query.highlighting.snippet import Snippet
from .query.memory import keep_memory
from .query.page import Expansion, Hit, Page
from .query.suggestions.suggestion import Suggestion
from .query.where import Where

__version__ = "0.1.0"

__all__ = [
    "AliasError",
    "AnalysisError",
    "ArgumentError",
    "BackupReport",
    "CheckReport",
    "Config",
    "ConfigError",
    "DamagedIndexError",
    "DoctorReport",
    "Document",
    "Expansion",
    "Explanation",
    "FacetCount",
    "FingerprintError",
    "ForeignFolderError",
    "FormatError",
    "Hit",
    "Index",
    "IndexMissingError",
    "LockedError",
    "LostWord",
    "MalmoiError",
    "MissingExtraError",
    "Morpheme",
    "Page",
    "Problem",
    "QueryError",
    "QueryTimeout",
    "RepairReport",
    "Snippet",
    "SourceError",
    "Stats",
    "StoreError",
    "Suggestion",
    "SyncReport",
    "Tagger",
    "UserWord",
    "Where",
    "__version__",
    "backup",
    "check",
    "keep_memory",
    "load_config",
    "open",
    "rebuild",
    "repair",
]
