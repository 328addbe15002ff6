"""What the machine says of a file or of a connection, in our words."""

from __future__ import annotations

import errno
import os
import re

INTERRUPTED = "已中断。写完的都是完整的，没有写完的仍是原来的样子；重新运行即可。"
"""What a run says that somebody stopped, whatever it was at: every product is written whole or not at all."""

_FAULTS = {
    errno.EACCES: "没有读写权限",
    errno.EPERM: "没有读写权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EEXIST: "已是同名的文件，不能作文件夹",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOENT: "不存在",
    errno.ENOSPC: "所在的磁盘已满",
    errno.EDQUOT: "用满了给这个用户的磁盘限额",
    errno.EIO: "磁盘读写失败，可能已损坏",
    errno.EBUSY: "正被占用",
    errno.ELOOP: "链接绕回了自己",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENAMETOOLONG: "名称或路径太长",
    errno.ENOMEM: "内存不够",
    errno.ENOEXEC: "不是能运行的程序",
    errno.ECONNREFUSED: "那里没有服务在应答",
    errno.ECONNRESET: "连接中途断了",
    errno.EHOSTUNREACH: "网络到不了那里",
    errno.ENETUNREACH: "网络到不了那里",
    errno.ETIMEDOUT: "很久没有应答",
}
_FAULTS_OF_WINDOWS = {
    32: "正被别的程序打开（如表格软件），关掉它再运行一次",
    33: "正被别的程序打开（如表格软件），关掉它再运行一次",
    206: "路径太长，请放到浅一些的文件夹",
}
"""By ``winerror``, where that says more."""


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What is the matter with the place that something is copied to, never with what is copied."""


def settled(error: OSError) -> OSError:
    """A fault with what it says of itself: of those that copying a folder collected as words the first; where there is
    no room for a copy, of the place that it was to have."""
    import shutil  # with all that packs files

    if isinstance(error, shutil.Error):
        match error.args:
            case [[(_, to, why), *_]]:
                found = re.match(r"\[Errno ([0-9]+)\]", str(why))
                number = int(found[1]) if found else errno.EIO
                return OSError(number, os.strerror(number), str(to))
    if error.errno in _NO_ROOM and error.filename2:
        return OSError(error.errno, error.strerror, error.filename2)
    return error


def fault(error: OSError) -> str:
    """Why a file or a folder could not be used; the machine's own words where we have none."""
    more = _FAULTS_OF_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return more or _FAULTS.get(error.errno or 0) or str(error.strerror or error)
