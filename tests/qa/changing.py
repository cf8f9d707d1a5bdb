"""A library that changes, with the assistant over it, for tests of receipts."""

import sqlite3
from datetime import date

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from qa.assistant import Assistant

NOTICE = """临溪县人民政府办公室关于印发临溪县老年助餐补贴办法的通知

临政办发〔2024〕9号

各乡镇人民政府，县政府各部门：

现将《临溪县老年助餐补贴办法》印发给你们，请认真执行。

临溪县人民政府办公室

2024年3月1日

（此件公开发布）

第一条 老年助餐补贴标准为每人每月{sum}元。
第二条 食堂的卫生检查由县市场监督管理局负责。{more}
"""
ENDING = """临溪县人民政府办公室关于废止临溪县老年助餐补贴办法的通知

临政办发〔2025〕2号

各乡镇人民政府，县政府各部门：

经县政府研究，决定废止《临溪县人民政府办公室关于印发临溪县老年助餐补贴办法的通知》（临政办发〔2024〕9号）。

临溪县人民政府办公室

2025年2月1日

（此件公开发布）
"""
AMENDING = ENDING.replace("关于废止临溪县老年助餐补贴办法的通知", "关于废止部分条款的通知").replace(
    "（临政办发〔2024〕9号）。", "（临政办发〔2024〕9号）第一条。"
)
ASKED = "临溪县老年助餐补贴标准是多少"
TODAY = date(2025, 8, 1)


class Desk:
    """A library in a folder, with the assistant over it."""

    def __init__(self, folder, **changes):
        self.folder = folder
        self.settings = Settings(data_dir=folder / "data", encoder="none", **changes)
        self.settings.data_dir.mkdir(parents=True)
        self.store = Store.open(self.settings.store_path)
        self.put("notice.txt", NOTICE.format(sum=60, more=""))
        self.assistant = Assistant(
            self.store, open_index(self.settings, self.store), self.settings, today=lambda: TODAY
        )

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        ingest([self.folder / name], self.store, settings=self.settings)

    def write(self, receipt_id, text):
        """Put a record into the row of a receipt, past the program."""
        with sqlite3.connect(self.settings.store_path) as connection:
            connection.execute("UPDATE receipts SET record = ? WHERE id = ?", (text, receipt_id))
        connection.close()

    def now(self, answer):
        return self.assistant.receipt(answer.receipt)["now"]
