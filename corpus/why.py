"""Why the system would not read or write a file, in words."""

import errno

_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "文件系统只读",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def why(error: OSError) -> str:
    """Say why the system refused; its own words where it is none of the common reasons."""
    known = _WORDS.get(error.errno) if error.errno is not None else None
    return known or error.strerror or str(error) or "系统拒绝"


def is_full(error: OSError) -> bool:
    """Tell whether there was no room: on the disk, in a quota, or under a limit on a file's size."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
