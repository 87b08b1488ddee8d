namespace AedCabinet.Page.Layout;

/// <summary>A page of a centre with a database behind it: the simulator's own site has none.</summary>
internal interface ICentrePage;
