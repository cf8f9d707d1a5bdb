"""A library for the notice reader: invented notices, versions, a repeal, a PDF, and what must not show."""

from pathlib import Path

from corpus.ingest import ingest
from corpus.releases import Publication
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from tests.corpus.readers.made_pdf import both, lines, pdf

CARE = """清溪县人民政府办公室关于印发清溪县2024年养老服务工作方案的通知

清政办发〔2024〕9号

各乡镇人民政府：

现将方案印发给你们。

一、总体要求

全县养老服务设施覆盖率达到百分之九十。

二、主要任务

1. 建设村级养老点{number}个，6月底前建成。（牵头单位：县民政局；配合单位：县财政局）

2. 每月上门探访独居老人一次{record}。（责任单位：各乡镇人民政府）

三、附则

本通知自2024年4月1日起施行，有效期2年。

清溪县人民政府办公室

2024年3月1日

{mark}
"""
OPEN, CLOSED = "（此件公开发布）", "（此件依申请公开）"
SECRET = "库房钥匙放在窗台"
EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
HOSTILE = f"""松河县人民政府办公室关于{EVIL}清理[怪字](javascript:alert(1))的通知

松政办发〔2024〕7号

各乡镇人民政府：

一、**怪字**<style>body{{display:none}}</style>清理

1. 清理怪字𠮷。{EVIL}\u202e这类\u202c文字一律当作普通文字，6月底前清理完。（牵头单位：县<b>数据</b>局）

松河县人民政府办公室

2024年3月1日

（此件公开发布）
"""

TABLED = """<html><head><meta charset="utf-8"><title>任务分解表</title></head><body>
<h1>榆河县人民政府办公室关于印发任务分解表的通知</h1><p>榆政办发〔2024〕31号</p><p>各乡镇人民政府：</p>
<p>现将任务分解表印发给你们。</p>
<table><tr><th>序号</th><th>任务</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>修好北桥的护栏</td><td rowspan="2">县交通局</td><td>4月底前</td></tr>
<tr><td>2</td><td>数清县城的路灯</td><td>5月底前</td></tr></table>
<p>榆河县人民政府办公室</p><p>2024年3月1日</p></body></html>"""


def drawn_notice() -> bytes:
    """A notice of two pages as a PDF."""
    tasks = (
        "1. 登记参评砚台，5月底前完成。（牵头单位：县砚台局）",
        "2. 公布评比结果，9月底前完成。（牵头单位：县文旅局）",
    )
    return pdf(
        both(
            lines("竹政办发〔2024〕12号", top=770),
            lines("竹山县人民政府办公室关于做好砚台评比工作的通知", top=720),
            lines("各乡镇人民政府：", top=660),
            lines("现将砚台评比工作的任务通知如下。", top=620),
        ),
        both(
            *(lines(text, top=750 - 60 * n) for n, text in enumerate(tasks)),
            lines("（此件公开发布）", top=500),
        ),
    )


def fill(settings: Settings) -> dict[str, str]:
    """Fill a new library. Returns ids of notices by short names."""
    store, folder = Store.open(settings.store_path), settings.data_dir.parent / "files"
    folder.mkdir()
    ingest([SAMPLES], store, settings=settings, sample=True)

    def put(name: str, content: str | bytes) -> None:
        file = folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        ingest([file], store, settings=settings)

    put("care.txt", CARE.format(number="十", record=f"，{SECRET}", mark=CLOSED))
    put("care.txt", CARE.format(number="二十", record="，做好记录", mark=OPEN))
    put("care.txt", CARE.format(number="三十", record="", mark=OPEN))
    put("closed.txt", CARE.replace("清溪", "清湖").format(number="八", record=f"，{SECRET}", mark=CLOSED))
    put("evil.txt", HOSTILE)
    put("table.html", TABLED)
    put("inkstones.pdf", drawn_notice())
    found = _ids(store)
    notices = {notice.id: notice for notice in store.notices()}
    withdrawn = notices[found["forwarding"]].forwards
    store.publish(notices[str(withdrawn)], Publication(public=False, reason="测试"))
    store.close()
    return {**found, "withdrawn": str(withdrawn)}


def _ids(store: Store) -> dict[str, str]:
    sources = {
        "care": "care.txt", "closed": "closed.txt", "hostile": "evil.txt", "drawn": "inkstones.pdf",
        "tabled": "table.html", "forwarding": "03-qilinqu", "replaced": "12-qingheshi",
        "repealed": "19-jichuanxian",
    }  # fmt: skip
    return {
        name: next(notice.id for notice in store.notices() if Path(notice.source).name.startswith(file))
        for name, file in sources.items()
    }
