namespace nanoFramework.Runtime.Native;

/// <summary>Called before the board restarts.</summary>
public delegate void RebootEventHandler();
