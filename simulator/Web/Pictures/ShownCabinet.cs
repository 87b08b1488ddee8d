using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web.Pictures;

/// <summary>Which of the cabinets one open page shows, on all of its tabs.</summary>
/// <param name="cabinets">The cabinets.</param>
public sealed class ShownCabinet(CabinetHost cabinets)
{
    private string _id = cabinets.First.Id;

    /// <summary>Raised after another cabinet was chosen.</summary>
    public event Action? Changed;

    /// <summary>Gets the cabinet as it is now: another object after an AED was fitted.</summary>
    public SimulatedCabinet Current => cabinets.Find(_id) ?? cabinets.First;

    /// <summary>Gets a value indicating whether it is the one that is shown until another is chosen.</summary>
    public bool IsFirst => _id == cabinets.First.Id;

    /// <summary>Shows a cabinet.</summary>
    /// <param name="id">Its id; one that no cabinet has changes nothing.</param>
    public void Choose(string? id)
    {
        if (id is not null && id != _id && cabinets.Find(id) is not null)
        {
            _id = id;
            Changed?.Invoke();
        }
    }
}
