using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Page.Words;
using Hl7.Fhir.Model;

namespace AedCabinet.Api.Fhir;

/// <summary>What is known of a cabinet as FHIR R4 has it: its AED a <c>Device</c>, where it hangs a <c>Location</c>.</summary>
internal static class FhirResources
{
    private const string StatusReasons = "http://terminology.hl7.org/CodeSystem/device-status-reason";
    private const string Places = "http://terminology.hl7.org/CodeSystem/location-physical-type";

    /// <summary>The AED of a cabinet.</summary>
    /// <param name="cabinet">The cabinet, cut to who asks.</param>
    /// <returns>It; <c>null</c> where it holds none, or has not said what it holds.</returns>
    public static Device? DeviceOf(CabinetRecord cabinet)
    {
        if (cabinet.About is not { Kind: not "kit" } about)
        {
            return null;
        }

        Device device = new()
        {
            Id = FhirNames.Of(cabinet.Id),
            Identifier = [new Identifier(FhirNames.Cabinets, cabinet.Id)],
            Status = cabinet.Status switch
            {
                CabinetStatus.Ready => Device.FHIRDeviceStatus.Active,
                CabinetStatus.NotReady => Device.FHIRDeviceStatus.Inactive,
                _ => Device.FHIRDeviceStatus.Unknown,
            },
            StatusReason = [.. ReasonsOf(cabinet)],
            SerialNumber = about.AedSerial,
            Type = new CodeableConcept(FhirNames.Words, "aed", "AED"),
            Owner = about.Site is { } site ? new ResourceReference { Display = site } : null,
            Location = new ResourceReference("Location/" + FhirNames.Of(cabinet.Id)) { Display = about.Name },
            Contact = [.. TelecomOf(about)],
            Version = [.. VersionOf(about)],
            Property = [.. PropertiesOf(cabinet, about)],
        };
        if (about.AedModel is { } model)
        {
            device.DeviceName = [new Device.DeviceNameComponent { Name = model, Type = DeviceNameType.ModelName }];
        }

        return device;
    }

    /// <summary>Where a cabinet hangs.</summary>
    /// <param name="cabinet">The cabinet, cut to who asks.</param>
    /// <returns>It; <c>null</c> before it said so.</returns>
    public static Location? LocationOf(CabinetRecord cabinet)
    {
        if (cabinet.About is not { } about)
        {
            return null;
        }

        string[] where = [.. new[] { about.Site, about.Where, about.Floor }.OfType<string>()];
        return new Location
        {
            Id = FhirNames.Of(cabinet.Id),
            Identifier = [new Identifier(FhirNames.Cabinets, cabinet.Id)],
            Status = Location.LocationStatus.Active,
            Mode = Location.LocationMode.Instance,
            Name = about.Name ?? cabinet.Id,
            Description = about.Where,
            Type = [WordOf("registry.kind", about.Kind)],
            Telecom = [.. TelecomOf(about)],
            Address = where.Length == 0 ? null : new Address { Text = string.Join(' ', where), Country = "CN" },
            PhysicalType = about.IsMobile ? new CodeableConcept(Places, "ve", "Vehicle", null) : null,
            Position = about is { Latitude: { } latitude, Longitude: { } longitude } ? new Location.PositionComponent
            {
                Latitude = (decimal)latitude,
                Longitude = (decimal)longitude,
            } : null,
            ManagingOrganization = about.Site is { } site ? new ResourceReference { Display = site } : null,
            AvailabilityExceptions = about.Hours,
        };
    }

    private static IEnumerable<CodeableConcept> ReasonsOf(CabinetRecord cabinet)
    {
        string? standard = cabinet.Status switch
        {
            CabinetStatus.Ready => "online",
            CabinetStatus.NotReady => "not-ready",
            CabinetStatus.Offline => "offline",
            _ => null,
        };
        yield return standard is null ? WordOf("registry.status", StatusText.Of(cabinet.Status))
            : new CodeableConcept(StatusReasons, standard);
        foreach (string reason in cabinet.Status == CabinetStatus.NotReady ? cabinet.State?.Reasons ?? [] : [])
        {
            yield return WordOf("reason", reason);
        }
    }

    private static IEnumerable<ContactPoint> TelecomOf(ReportedAbout about)
    {
        if (about.ContactPhone is { } phone)
        {
            yield return new ContactPoint(ContactPoint.ContactPointSystem.Phone, ContactPoint.ContactPointUse.Work, phone);
        }
    }

    private static IEnumerable<Device.VersionComponent> VersionOf(ReportedAbout about)
    {
        if (about.Firmware is { Length: > 0 } firmware)
        {
            yield return new Device.VersionComponent { Type = new CodeableConcept { Text = "cabinet firmware" }, Value = firmware };
        }
    }

    private static IEnumerable<Device.PropertyComponent> PropertiesOf(CabinetRecord cabinet, ReportedAbout about)
    {
        foreach ((string code, string? value) in new[]
        {
            ("pads-expire", about.PadsExpire), ("battery-expires", about.BatteryExpire), ("kit-expires", about.KitExpire),
            ("access", about.Access), ("prefecture", cabinet.Topic.Prefecture), ("county", cabinet.Topic.County),
            ("department", cabinet.Topic.Sector),
        })
        {
            if (value is { Length: > 0 })
            {
                yield return new Device.PropertyComponent
                {
                    Type = new CodeableConcept(FhirNames.Words, code),
                    ValueCode = [new CodeableConcept { Text = value }],
                };
            }
        }
    }

    private static CodeableConcept WordOf(string area, string code)
    {
        string key = $"{area}.{code}";
        return PageText.Has(key) ? new CodeableConcept(FhirNames.Words, code, PageText.English[key], PageText.Chinese[key])
            : new CodeableConcept(FhirNames.Words, code);
    }
}
