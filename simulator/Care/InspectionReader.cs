using System.Globalization;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Http;

namespace AedCabinet.Care;

/// <summary>Reads an inspection as it comes from a telephone, and says what of it can't be taken.</summary>
public static class InspectionReader
{
    private static readonly string[] s_expiries = ["pads", "battery", "kit"];

    /// <summary>Reads it.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="kind">What the cabinet holds, or <c>null</c> when it hasn't said so.</param>
    /// <param name="form">What came.</param>
    /// <param name="now">The time now.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The inspection, or what is wrong with what came, by field.</returns>
    public static async Task<(Inspection? Inspection, IReadOnlyDictionary<string, Wording> Wrong)> ReadAsync(string cabinet, string? kind,
        IFormCollection form, DateTimeOffset now, CancellationToken stop)
    {
        Dictionary<string, Wording> wrong = [];
        if (!Guid.TryParse(form["id"], out Guid id))
        {
            wrong["id"] = new("这次巡检没有自己的编号，请重新打开本页。", "This inspection has no id of its own: open this page anew.");
        }

        Dictionary<string, string> answers = [];
        foreach (string question in InspectionQuestions.Of(kind))
        {
            string answer = form[question].ToString();
            if (answer is not (InspectionQuestions.Ok or InspectionQuestions.Defect))
            {
                wrong[question] = new("请选择“正常”或“有问题”。", "Choose \"all right\" or \"something is wrong\".");
            }

            answers[question] = answer;
        }

        Dictionary<string, string> expiries = ReadExpiries(form, wrong);
        string note = form["note"].ToString().Trim();
        if (note.Length > CareLimits.NoteLength)
        {
            wrong["note"] = new($"备注最多{CareLimits.NoteLength}个字。", $"A note has {CareLimits.NoteLength} characters at most.");
        }

        PhotoFile? photo = await ReadPhotoAsync(form.Files.GetFile("photo"), wrong, stop);
        if (answers.ContainsValue(InspectionQuestions.Defect) && note.Length == 0 && photo is null)
        {
            wrong.TryAdd("note", new("有问题的项目，请在备注里写明，或附照片。", "Say in the note what is wrong, or add a photograph."));
        }

        return wrong.Count > 0 ? (null, wrong)
            : (new Inspection(id.ToString(), cabinet, TimeOf(form["at"], now), answers, expiries, note, photo), wrong);
    }

    private static Dictionary<string, string> ReadExpiries(IFormCollection form, Dictionary<string, Wording> wrong)
    {
        Dictionary<string, string> expiries = [];
        foreach (string item in s_expiries)
        {
            string text = form[item + "-expire"].ToString();
            if (text.Length > 0 && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                wrong[item + "-expire"] = new("请写成2026-12-31这样的日期。", "Write a date such as 2026-12-31.");
            }
            else if (text.Length > 0)
            {
                expiries[item] = text;
            }
        }

        return expiries;
    }

    private static async Task<PhotoFile?> ReadPhotoAsync(IFormFile? file, Dictionary<string, Wording> wrong, CancellationToken stop)
    {
        if (file is null || file.Length == 0)
        {
            return null;
        }

        if (file.Length > CareLimits.PhotoBytes)
        {
            wrong["photo"] = new($"照片超过{CareLimits.PhotoBytes / 1024 / 1024} MB，请换一张小的。",
                $"The photograph has more than {CareLimits.PhotoBytes / 1024 / 1024} MB: take a smaller one.");
            return null;
        }

        using MemoryStream content = new();
        await file.CopyToAsync(content, stop);
        if (!PhotoFile.TryRead(content.ToArray(), out PhotoFile? photo))
        {
            wrong["photo"] = new("这个文件不是完整的JPEG或PNG照片。", "This file is no whole JPEG or PNG photograph.");
        }

        return photo;
    }

    // A telephone's clock may be wrong: not later than now, and not from long ago.
    private static DateTimeOffset TimeOf(string? text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            && at <= now && now - at <= CareLimits.LongestWait ? at : now;
}
