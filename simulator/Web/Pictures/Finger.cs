using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web.Pictures;

/// <summary>
/// A finger on a cabinet's button. While it presses, simulated time passes as it does for the person: at sixty times the speed
/// a touch would be held for a minute.
/// </summary>
/// <param name="time">The simulated time.</param>
public sealed class Finger(SimulatedTime time)
{
    private const double RealSpeed = 1;

    private double _speedBefore = RealSpeed;
    private bool _isPressing;

    /// <summary>Presses a button, or lets it go.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <param name="button">The input that is the button.</param>
    /// <param name="isHeld">Whether it is pressed from now on.</param>
    public void Hold(SimulatedCabinet cabinet, string button, bool isHeld)
    {
        if (isHeld && !_isPressing)
        {
            _speedBefore = time.Speed;
            time.Speed = RealSpeed;
        }

        cabinet.Move(button, isHeld ? "pressed" : "released");
        if (!isHeld && _isPressing && time.Speed == RealSpeed)
        {
            time.Speed = _speedBefore;
        }

        _isPressing = isHeld;
    }
}
