using System.Reflection;
using AedCabinet.Access;
using AedCabinet.Page.Login;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Tests;

/// <summary>The audit log is kept in short English and read in the reader's language.</summary>
[TestClass]
public class AuditWordsTests
{
    [TestMethod]
    public void Everything_that_the_audit_log_tells_of_has_a_name_in_both_languages()
    {
        foreach (FieldInfo action in typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            Assert.IsTrue(PageText.Has("audit.action." + action.GetRawConstantValue()), action.Name);
        }
    }

    [TestMethod]
    [DataRow(AuditActions.Login, "password", "用密码", "by password")]
    [DataRow(AuditActions.Account, "added: Administrator;;;", "已添加：系统管理员 · 全域", "added: administrator · everywhere")]
    [DataRow(AuditActions.Account, "roles: Dispatcher;1501;; Keeper;;;NM-1", "角色改为：调度员 · 呼和浩特市；管理员（所辖机柜） · NM-1",
        "roles are now: dispatcher · Hohhot; keeper · NM-1")]
    [DataRow(AuditActions.Account, "password set", "已改密码", "password set")]
    [DataRow(AuditActions.Command, "locate", "声光引导", "Locate")]
    [DataRow(AuditActions.Emergency, "aed.removed: OnTheWay", "AED 被取走：派车", "AED removed: on the way")]
    [DataRow(AuditActions.Refused, "403 GET /audit", "403 GET /audit", "403 GET /audit")]
    [DataRow(AuditActions.Account, "something new: x;y", "something new：x;y", "something new: x;y")]
    [DataRow(AuditActions.Login, null, "", "")]
    public void What_else_there_is_to_say_is_said_in_the_readers_language_or_as_it_is_kept(
        string action, string? detail, string chinese, string english)
    {
        AuditEntry entry = new(default, "王敏", "127.0.0.1", action, null, true, detail);
        Assert.AreEqual(chinese, AuditWords.Detail(PageText.Chinese, entry));
        Assert.AreEqual(english, AuditWords.Detail(PageText.English, entry));
    }
}
