"""One query for the search line, smart folders and watch entries: text becomes a tree, the tree SQL or a match.

>>> parse("kim AND country:RU")          # text → Node; QueryError says where it goes wrong
>>> matches(node, analysis)              # on one analysed article; the store answers the same over the library
"""

from monitor.core.query.match import Marks, find_spans, matches
from monitor.core.query.nodes import EVERYTHING, Node
from monitor.core.query.parser import parse

__all__ = ["EVERYTHING", "Marks", "Node", "find_spans", "matches", "parse"]
