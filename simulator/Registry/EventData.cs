using System.Text.Json;

namespace AedCabinet.Simulator.Registry;

/// <summary>What stands in an event's <c>data</c>: the members that version 1 has are checked, others may be added and are passed over.</summary>
internal struct EventData
{
    private const int MostMembers = 8;
    private const int MostNameLength = 32;
    private const int LeastDays = -36500;
    private const int MostDays = 30;
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
    }

    /// <summary>Gets how many events were lost, as <c>lost</c> and <c>spoilt</c> say.</summary>
    public long LostCount { get; private set; }

    /// <summary>Gets a value indicating whether <c>wake</c> says timer or pin.</summary>
    public bool WokeFromSleep { get; private set; }

    /// <summary>Reads the object.</summary>
    /// <param name="json">Looks at its beginning.</param>
    /// <returns>What stands in it.</returns>
    public static EventData Read(ref JsonValueReader json)
    {
        if (json.Kind != JsonTokenType.StartObject)
        {
            throw JsonValueReader.Wrong("data", "an object");
        }

        EventData data = default;
        List<string>? others = null;
        int count = 0;
        while (json.NextMember())
        {
            if (++count > MostMembers)
            {
                throw new FormatException($"The member \"data\" has more than {MostMembers} members.");
            }

            if (!data.TryRead(ref json))
            {
                string name = json.NameText();
                others ??= [];
                if (others.Contains(name))
                {
                    throw Twice(name);
                }

                others.Add(name);
                json.CheckAny();
            }
        }

        return data;
    }

    /// <summary>Sees to it that what belongs to an event is there.</summary>
    /// <param name="kind">The event.</param>
    public readonly void Require(EventKind kind)
    {
        Member needed = kind switch
        {
            EventKind.DoorOpened or EventKind.DoorClosed or EventKind.DoorLeftOpen => Member.Compartment,
            EventKind.TemperatureLow or EventKind.TemperatureHigh or EventKind.TemperatureNormal => Member.DeciC,
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
            throw new FormatException($"The member \"data\" of {EventCatalog.NameOf(kind)} lacks \"{char.ToLowerInvariant(missing[0])}{missing[1..]}\".");
        }
    }

    private static FormatException Twice(string name) => new($"The payload is not valid JSON: the member \"data.{name}\" is there twice.");

    private static void Check(bool isRight, string name, string right)
    {
        if (!isRight)
        {
            throw JsonValueReader.Wrong("data." + name, right);
        }
    }

    private bool TryRead(ref JsonValueReader json) => TryReadText(ref json) || TryReadNumber(ref json);

    private bool TryReadText(ref JsonValueReader json)
    {
        if (Take(ref json, "compartment"u8, Member.Compartment))
        {
            ReadOnlySpan<byte> text = json.Text("data.compartment");
            Check(text.SequenceEqual("aed"u8) || text.SequenceEqual("kit"u8), "compartment", "aed or kit");
        }
        else if (Take(ref json, "firmware"u8, Member.Firmware))
        {
            Check(ContractForms.IsVersion(json.Text("data.firmware")), "firmware", "a version such as 1.2.3");
        }
        else if (Take(ref json, "wake"u8, Member.Wake))
        {
            ReadOnlySpan<byte> text = json.Text("data.wake");
            WokeFromSleep = text.SequenceEqual("timer"u8) || text.SequenceEqual("pin"u8);
            Check(WokeFromSleep || text.SequenceEqual("power-on"u8) || text.SequenceEqual("unknown"u8), "wake", "power-on, timer, pin or unknown");
        }
        else if (Take(ref json, "restart"u8, Member.Restart))
        {
            Check(ContractForms.IsPlainReason(json.Text("data.restart")), "restart", "plain text of 1 to 120 characters");
        }
        else if (Take(ref json, "reason"u8, Member.Reason))
        {
            Check(ContractForms.IsPlainReason(json.Text("data.reason")), "reason", "plain text of 1 to 120 characters");
        }
        else if (Take(ref json, "cause"u8, Member.Cause))
        {
            Check(ContractForms.IsName(json.Text("data.cause"), "-"u8, MostNameLength), "cause", "a name");
        }
        else if (Take(ref json, "input"u8, Member.Input))
        {
            Check(ContractForms.IsName(json.Text("data.input"), ".-"u8, MostNameLength), "input", "an input's name");
        }
        else if (Take(ref json, "item"u8, Member.Item))
        {
            ReadOnlySpan<byte> text = json.Text("data.item");
            Check(text.SequenceEqual("pads"u8) || text.SequenceEqual("battery"u8) || text.SequenceEqual("kit"u8), "item", "pads, battery or kit");
        }
        else if (Take(ref json, "failed"u8, Member.Failed))
        {
            Check(ContractForms.IsFailedParts(json.Text("data.failed")), "failed", "interrupted, or parts of a self-test with commas between them");
        }
        else if (Take(ref json, "date"u8, Member.Date))
        {
            Check(ContractForms.TryReadDate(json.Text("data.date"), out _), "date", "a day such as 2027-06-30");
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
            json.True("data.safeMode");
        }
        else if (Take(ref json, "deciC"u8, Member.DeciC))
        {
            json.Number("data.deciC", LeastDeciC, MostDeciC);
        }
        else if (Take(ref json, "days"u8, Member.Days))
        {
            json.Number("data.days", LeastDays, MostDays);
        }
        else if (Take(ref json, "suppressed"u8, Member.Suppressed))
        {
            json.Number("data.suppressed", 1, int.MaxValue);
        }
        else if (Take(ref json, "lost"u8, Member.Lost))
        {
            LostCount += json.Number("data.lost", 0, int.MaxValue);
        }
        else if (Take(ref json, "spoilt"u8, Member.Spoilt))
        {
            LostCount += json.Number("data.spoilt", 0, int.MaxValue);
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool Take(ref JsonValueReader json, ReadOnlySpan<byte> name, Member member)
    {
        if (!json.NameIs(name))
        {
            return false;
        }

        if ((_seen & member) != 0)
        {
            throw Twice(System.Text.Encoding.UTF8.GetString(name));
        }

        _seen |= member;
        return true;
    }
}
