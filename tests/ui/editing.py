"""What tests of the editors' desk do over HTTP: hand a file in, look at a notice, correct it."""

import time
import zlib

PLAIN = """临溪县人民政府办公室关于印发临溪县2024年{what}工作要点的通知

临政办发〔2024〕{number}号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

1. 修好{what}的北桥。2024年6月底前修好。（牵头单位：县发改委）
2. 数清{what}的路灯。（牵头单位：县住建局）
"""


def written(what):
    """A notice of its own number: two of one number and nearly one text are taken for copies."""
    return PLAIN.format(what=what, number=zlib.crc32(what.encode()) % 1000 + 100)


def hand_in(client, name, data, **query):
    """Hand a file in and wait until it was read. Returns the record of the whole file."""
    reply = client.post("/api/v1/editor/files", params={"name": name, **query}, content=data)
    assert reply.status_code == 202, reply.text
    record = reply.json()
    for _ in range(600):
        record = client.get(f"/api/v1/editor/files/{record['id']}").json()
        if record["stage"] == "done":
            return record
        time.sleep(0.05)
    raise AssertionError(record)


def one(record):
    (file,) = record["files"]
    return file


def shown(client, notice_id):
    return client.get(f"/api/v1/editor/notices/{notice_id}").json()


def item_of(record, number):
    return next(item for item in record["items"] if item["number"] == number)


def field_of(part, name):
    return next(field for field in part["fields"] if field["name"] == name)


def correct(client, notice_id, field, values, *, item="", after=0, reason="与原件不符", quote=""):
    change = {"field": field, "values": values, "quote": quote}
    given = {"item": item, "changes": [change], "reason": reason, "after": after}
    return client.post(f"/api/v1/editor/notices/{notice_id}/corrections", json=given)


def error(reply):
    return reply.status_code, reply.json()["error"]["code"]
