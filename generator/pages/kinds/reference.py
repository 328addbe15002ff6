"""The files of which a city consists, each leading to its fields."""

from __future__ import annotations

from ..page import Page, alone
from .schema import views

PAGE = Page("reference/index", alone("数据文件", lambda _: views()), section="参考", rank=70)
