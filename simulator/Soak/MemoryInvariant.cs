using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// An emergency stays open and an inspection stays due until somebody allowed closes them, over power cuts too; nothing but an
/// order changes the mode; and a cabinet that needs an inspection is never ready. Judged from the events and the orders.
/// </summary>
/// <param name="report">Counts.</param>
internal sealed class MemoryInvariant(SoakReport report)
{
    private bool _removal;
    private bool _sos;
    private bool _inspection;
    private bool _isAedAway;
    private bool _isCertain = true;
    private bool _hasDrillOrder;
    private bool _hasMaintenanceOrder;
    private bool _hasBegun;
    private bool _isDoubtful;
    private bool _isClosedInDoubt;

    /// <summary>The scan made an event.</summary>
    /// <param name="item">The event.</param>
    public void Note(CabinetEvent item)
    {
        if (item.Kind == EventKind.SosPressed && item.Severity == Severity.Emergency)
        {
            // In a drill too, unless SOS is a part of it.
            _isCertain = false;
            _sos = true;
        }

        if (item.Mode == OperatingMode.Drill || item.Mode == OperatingMode.Maintenance)
        {
            return;
        }

        if (item.Kind == EventKind.AedRemoved)
        {
            _isCertain = false;
            _removal = true;
            _inspection = true;
        }
        else if (item.Kind == EventKind.AedMissing)
        {
            _isCertain = false;
            _inspection = true;
        }
    }

    /// <summary>An order was given to the scan by somebody allowed to.</summary>
    /// <param name="request">The order.</param>
    public void Allow(CabinetRequest request)
    {
        _hasDrillOrder |= request == CabinetRequest.StartDrill;
        _hasMaintenanceOrder |= request == CabinetRequest.StartMaintenance;
        if (request == CabinetRequest.Acknowledge || request == CabinetRequest.Inspect)
        {
            _isCertain = false;
            _isClosedInDoubt |= _isDoubtful;
            _removal = false;
            _sos = false;

            // Who inspects a cabinet without its AED has not inspected the AED.
            _inspection = _inspection && (request != CabinetRequest.Inspect || _isAedAway);
        }
    }

    /// <summary>What holds now is on flash; not what was cut off before it could be stored, while nobody can read what was.</summary>
    /// <param name="isFlashSound">Whether flash took all that was written.</param>
    public void NoteStored(bool isFlashSound) => _isCertain = _isCertain || (isFlashSound && !_isDoubtful);

    /// <summary>Flash is empty: nothing is remembered.</summary>
    public void Forget()
    {
        _removal = false;
        _sos = false;
        _inspection = false;
        _isCertain = true;
    }

    /// <summary>A boot begins.</summary>
    /// <param name="isReadable">Whether flash answers: else the memory counts from the next boot on that can read it.</param>
    public void Begin(bool isReadable)
    {
        _isDoubtful = !isReadable;
        _hasDrillOrder = false;
        _hasMaintenanceOrder = false;
        _isAedAway = false;
        _hasBegun = true;
    }

    /// <summary>Judges a state.</summary>
    /// <param name="state">The state.</param>
    public void Check(CabinetState state)
    {
        if (_hasBegun && !_isDoubtful && (!_isCertain || _isClosedInDoubt))
        {
            // Cut off before it was stored, or closed while nobody could read what was open: what the boot found is what holds.
            _isClosedInDoubt = false;
            _removal |= state.IsRemovalOpen;
            _sos |= state.IsSosOpen;
            _inspection |= state.NeedsInspection;
            _removal &= state.IsRemovalOpen;
            _sos &= state.IsSosOpen;
            _inspection &= state.NeedsInspection;
            report.Count("memories cut off before they could be stored");
        }

        _hasBegun = false;
        _isAedAway = state.Aed == Presence.Absent;
        bool isEqual = state.IsRemovalOpen == _removal && state.IsSosOpen == _sos && state.NeedsInspection == _inspection;
        _isDoubtful = _isDoubtful && !isEqual;
        if (!isEqual && !_isDoubtful)
        {
            throw new InvariantViolation(
                "emergencies stay open until they are closed",
                $"removal {state.IsRemovalOpen} instead of {_removal}, SOS {state.IsSosOpen} instead of {_sos}, inspection "
                    + $"{state.NeedsInspection} instead of {_inspection}");
        }

        if (state.Reasons == 0
            && (state.NeedsInspection || state.Aed == Presence.Absent || state.IsDoorLeftOpen || state.IsTampered
                || state.Mode == OperatingMode.Maintenance || state.Mode == OperatingMode.NotCommissioned))
        {
            throw new InvariantViolation("ready only without a reason",
                $"inspection {state.NeedsInspection}, AED {(int)state.Aed}, door left open {state.IsDoorLeftOpen}, mode {(int)state.Mode}");
        }

        if ((state.Mode == OperatingMode.Drill && !_hasDrillOrder) || (state.Mode == OperatingMode.Maintenance && !_hasMaintenanceOrder))
        {
            throw new InvariantViolation("nothing changes without an order", $"mode {(int)state.Mode}");
        }
    }
}
