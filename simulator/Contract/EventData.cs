namespace AedCabinet.Contract;

/// <summary>
/// What stands in an event's <c>data</c>: the members that version 1 has are checked, others may be added and are passed over. What is
/// wrong is noted and costs nothing else.
/// </summary>
internal struct EventData
{
    private const int MostMembers = 8;
    private const int MostNameLength = 32;
    private const int LeastDays = -36500;
    private const int MostDays = 30;
    private const int MostHours = 720;
    private const int LeastDeciC = -550;
    private const int MostDeciC = 1250;

    private Member _seen;

    [Flags]
    private enum Member
    {
        None = 0,
        Compartment = 1,
        Firmware = 2,
        Wake = 4,
        Restart = 8,
        Reason = 16,
        SafeMode = 32,
        DeciC = 64,
        Cause = 128,
        Input = 256,
        Item = 512,
        Days = 1024,
        Date = 2048,
        Suppressed = 4096,
        Lost = 8192,
        Spoilt = 16384,
        Failed = 32768,
        Hours = 65536,
        Sos = 131072,
    }

    /// <summary>Gets how many events were lost, as <c>lost</c> and <c>spoilt</c> say.</summary>
    public long LostCount { get; private set; }

    /// <summary>Gets a value indicating whether <c>wake</c> says timer or pin.</summary>
    public bool WokeFromSleep { get; private set; }

    /// <summary>Gets what of it could not be used; <c>null</c> for nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>Gets a value indicating whether every text in it is Unicode: otherwise it can't be kept as JSON that others read.</summary>
    public bool IsUnicode { get; private set; }

    /// <summary>Reads the object.</summary>
    /// <param name="json">Looks at its beginning, which is an object's.</param>
    /// <returns>What stands in it.</returns>
    public static EventData Read(ref JsonValueReader json)
    {
        EventData data = new() { IsUnicode = true };
        int count = 0;
        while (json.NextMember())
        {
            if (++count == MostMembers + 1)
            {
                data.Note ??= $"The member \"data\" has more than {MostMembers} members.";
            }

            if (!data.TryRead(ref json) && !json.PassAny())
            {
                data.IsUnicode = false;
                data.Note ??= "The member \"data\" holds text that is not Unicode.";
            }
        }

        return data;
    }

    /// <summary>Notes what belongs to an event and is not there.</summary>
    /// <param name="kind">The event.</param>
    public void Require(EventKind kind)
    {
        Member needed = kind switch
        {
            EventKind.DoorOpened or EventKind.DoorClosed or EventKind.DoorLeftOpen => Member.Compartment,
            EventKind.TemperatureLow or EventKind.TemperatureHigh or EventKind.TemperatureNormal
                or EventKind.TemperatureWarning => Member.DeciC,
            EventKind.TemperatureExposure => Member.Hours,
            EventKind.InputChattering => Member.Input,
            EventKind.ExpiryDue => Member.Item | Member.Days | Member.Date,
            EventKind.ExpiryCleared => Member.Item,
            EventKind.BootCrashed => Member.Reason,
            EventKind.OutboxOverflowed => Member.Lost | Member.Spoilt,
            _ => Member.None,
        };
        if ((_seen & needed) != needed)
        {
            string missing = (needed & ~_seen).ToString();
            Note ??= $"The member \"data\" of {EventCatalog.NameOf(kind)} lacks \"{char.ToLowerInvariant(missing[0])}{missing[1..]}\".";
        }
    }

    private void Check(bool isRight, string name, string right)
    {
        if (!isRight)
        {
            Note ??= $"The member \"data.{name}\" is not {right}.";
        }
    }

    private bool TryRead(ref JsonValueReader json) => TryReadText(ref json) || TryReadNumber(ref json);

    private bool TryReadText(ref JsonValueReader json)
    {
        if (Take(ref json, "compartment"u8, Member.Compartment))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && (text.SequenceEqual("aed"u8) || text.SequenceEqual("kit"u8)),
                "compartment", "aed or kit");
        }
        else if (Take(ref json, "firmware"u8, Member.Firmware))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.IsVersion(text), "firmware", "a version such as 1.2.3");
        }
        else if (Take(ref json, "wake"u8, Member.Wake))
        {
            bool isText = json.TryText(out ReadOnlySpan<byte> text);
            WokeFromSleep = text.SequenceEqual("timer"u8) || text.SequenceEqual("pin"u8);
            Check(isText && (WokeFromSleep || text.SequenceEqual("power-on"u8) || text.SequenceEqual("unknown"u8)), "wake",
                "power-on, timer, pin or unknown");
        }
        else if (Take(ref json, "restart"u8, Member.Restart))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.IsPlainReason(text), "restart",
                "plain text of 1 to 120 characters");
        }
        else if (Take(ref json, "reason"u8, Member.Reason))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.IsPlainReason(text), "reason",
                "plain text of 1 to 120 characters");
        }
        else if (Take(ref json, "cause"u8, Member.Cause))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.IsName(text, "-"u8, MostNameLength), "cause", "a name");
        }
        else if (Take(ref json, "input"u8, Member.Input))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.IsName(text, ".-"u8, MostNameLength), "input",
                "an input's name");
        }
        else if (Take(ref json, "item"u8, Member.Item))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text)
                && (text.SequenceEqual("pads"u8) || text.SequenceEqual("battery"u8) || text.SequenceEqual("kit"u8)), "item",
                "pads, battery or kit");
        }
        else if (Take(ref json, "failed"u8, Member.Failed))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.IsFailedParts(text), "failed",
                "interrupted, or parts of a self-test with commas between them");
        }
        else if (Take(ref json, "date"u8, Member.Date))
        {
            Check(json.TryText(out ReadOnlySpan<byte> text) && ContractForms.TryReadDate(text, out _), "date", "a day such as 2027-06-30");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadNumber(ref JsonValueReader json)
    {
        if (Take(ref json, "safeMode"u8, Member.SafeMode))
        {
            Check(json.TryFlag(out bool flag) && flag, "safeMode", "true, the only value it may have");
        }
        else if (Take(ref json, "deciC"u8, Member.DeciC))
        {
            Check(json.TryNumber(LeastDeciC, MostDeciC, out _), "deciC", "a temperature in tenths of a degree");
        }
        else if (Take(ref json, "hours"u8, Member.Hours))
        {
            Check(json.TryNumber(1, MostHours, out _), "hours", "a whole number of hours from 1 on");
        }
        else if (Take(ref json, "sos"u8, Member.Sos))
        {
            Check(json.TryFlag(out bool isSos) && isSos, "sos", "true, the only value it may have");
        }
        else if (Take(ref json, "days"u8, Member.Days))
        {
            Check(json.TryNumber(LeastDays, MostDays, out _), "days", "a number of days");
        }
        else if (Take(ref json, "suppressed"u8, Member.Suppressed))
        {
            Check(json.TryNumber(1, int.MaxValue, out _), "suppressed", "a whole number from 1 on");
        }
        else if (Take(ref json, "lost"u8, Member.Lost))
        {
            Check(json.TryNumber(0, int.MaxValue, out long lost), "lost", "a whole number");
            LostCount += lost;
        }
        else if (Take(ref json, "spoilt"u8, Member.Spoilt))
        {
            Check(json.TryNumber(0, int.MaxValue, out long spoilt), "spoilt", "a whole number");
            LostCount += spoilt;
        }
        else
        {
            return false;
        }

        return true;
    }

    // If a member is there twice the first one counts, as in SQLite.
    private bool Take(ref JsonValueReader json, ReadOnlySpan<byte> name, Member member)
    {
        if (!json.NameIs(name))
        {
            return false;
        }

        if ((_seen & member) != 0)
        {
            Note ??= $"The member \"data.{System.Text.Encoding.UTF8.GetString(name)}\" is there twice.";
            return false;
        }

        _seen |= member;
        return true;
    }
}
