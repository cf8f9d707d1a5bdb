"""Greetings, thanks and goodbyes: what people say to whoever sits there is answered in kind."""

import re

from qa.understand.asking import either
from qa.understand.hearing import says_goodbye

_MARKS = re.compile(r"[\s,，。.!！?？~～、]+")
_END = re.compile("[呀啊哈哦啦呢吧的了]+$")
_YOU = "(?:您|你|你们|您们|大家)"
_HELLO = either(
    f"{_YOU}好", "嗨", "哈[喽罗啰]", "喂", "(?:早上|上午|中午|下午|晚上)好", "早",
    "(?:请问)?(?:有人)?在(?:吗|么|不在)", "有人吗",
)  # fmt: skip
_HEARD = either("好的?", "嗯", "知道了?", "明白了?", "收到", "懂了?", "清楚了?", "可以", "行")
_THANKED = "不客气。还有要查的事，请直接问。"
_WAYS = (
    (
        f"(?:{_HELLO.pattern})+",
        "您好！这里按库里的政策通知回答：谁负责、什么时候完成、某单位有哪些任务、通知的文号和是否有效。"
        "请问想查哪件事？",
    ),
    (
        f"(?:{_HEARD.pattern})?(?:非常|太|十分|多)?(?:谢谢|感谢|谢|辛苦){_YOU}?|(?:{_HEARD.pattern})+",
        _THANKED,
    ),
    (
        "再见|拜拜|没(?:有)?(?:别的|其他)?(?:事|问题)|先这样|不问|就这样",
        "好的，再见。以后有要查的事，欢迎再来。",
    ),
    (
        "(?:你|您|这里|这个)?(?:都|还)?(?:能|可以|会)(?:回答|做|干|查|问|帮我(?:做|查)?)(?:什么|些什么|哪些|啥)"
        "(?:问题|事|内容|东西)?|(?:这个)?怎么(?:用|使用|问)",
        "这里只按库里的通知原文回答，每条都附出处：谁牵头、谁配合、什么时候完成、某单位有哪些任务、"
        "通知的文号和是否有效。问题里写明地方和事项，答得最准。",
    ),
)
_READ = tuple((re.compile(said), reply) for said, reply in _WAYS)


def courtesy(question: str, *, goes_on: bool = False) -> str | None:
    """Return what to say to a greeting, to thanks, to a goodbye, or to who asks what can be asked.

    Args:
        question: as it came.
        goes_on: whether it follows an answer: thanks come in many words then.

    Returns:
        None where anything else is said as well.
    """
    said = _MARKS.sub("", question)
    bare = _END.sub("", said)
    known = next((reply for way, reply in _READ if way.fullmatch(bare) or way.fullmatch(said)), None)
    if known is None and goes_on and says_goodbye(question):
        return _THANKED
    return known
