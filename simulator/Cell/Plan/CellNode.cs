namespace AedCabinet.Cell.Plan;

/// <summary>One of a cell's three machines: where its parts listen.</summary>
/// <param name="Name">Its name: letters, digits and hyphens.</param>
/// <param name="Host">Its address in the cell's own network.</param>
/// <param name="Ports">At which ports its parts listen.</param>
/// <param name="DataFolder">Where JetStream, the database and etcd keep their data.</param>
public sealed record CellNode(string Name, string Host, CellPorts Ports, string DataFolder);
