"""A language model in place of the rules: asked only on request, believed only on evidence.

Needs the extra `llm`; nothing here is imported unless the config or the command line asks for it.
"""

from mapper.llm.checking import Reason
from mapper.llm.extractor import LlmExtractor

__all__ = ["LlmExtractor", "Reason"]
