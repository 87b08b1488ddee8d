using System.Runtime.CompilerServices;
using AedCabinet.DeviceHeap;
using AedCabinet.Events;
using AedCabinet.Formats;

namespace AedCabinet.Desktop.Tests;

/// <summary>A few of the firmware's classes, made and let go under the eye of the heap model.</summary>
public static class HeapStory
{
    public const int Calls = 10;

    private static readonly string[] s_texts = new string[Calls];

    public static void Run(IHeapObserver observer)
    {
        observer.Boot();
        observer.Look("nothing");
        Hold(observer);
        observer.Look("no queue");
        observer.Count(() =>
        {
            for (int i = 0; i < Calls; i++)
            {
                s_texts[i] = TemperatureText.Of(-5);
            }
        });
    }

    // A method of its own: what it held is gone when it has returned.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hold(IHeapObserver observer)
    {
        EventQueue queue = new();
        observer.Look("a queue");
        GC.KeepAlive(queue);
    }
}
