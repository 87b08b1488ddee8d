using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Mono.Cecil;

namespace AedCabinet.DeviceHeap;

/// <summary>What an object of the desktop build would take of the device's heap.</summary>
internal static class DeviceSizes
{
    // The fields of nanoFramework's own classes, from their sources (July 2026).
    private const int HashtableFields = 5;
    private const int BucketFields = 3;
    private const int ArrayListFields = 3;
    private const int QueueFields = 4;
    private const int StringBuilderFields = 5;
    private const int LeastCapacity = 4;
    private const int FirstBuckets = 3;

    private static readonly int[] s_primes = [3, 7, 17, 37, 89, 197, 431, 919, 1931, 4049, 8419];

    // Fields of platform classes by name; 0 for those that the CLR keeps without any.
    private static readonly Dictionary<string, int> s_fields = new()
    {
        ["System.Object"] = 0,
        ["System.Random"] = 1,
        ["System.Threading.AutoResetEvent"] = 0,
        ["System.Threading.ManualResetEvent"] = 0,
        ["System.Threading.Thread"] = 5,
        ["System.RuntimeType"] = 0,
        ["System.Text.UTF8Encoding+UTF8EncodingSealed"] = 0,
        ["System.Collections.Hashtable+HashtableEnumerator"] = 7,
        ["System.Collections.Hashtable+KeyCollection"] = 1,
        ["System.Collections.Hashtable+ValueCollection"] = 1,
        ["System.Collections.ArrayList+ArrayListEnumeratorSimple"] = 5,
        ["System.ArrayEnumerator"] = 5,
        ["System.IO.FileStream"] = 8 + 1,
        ["System.Device.Gpio.GpioController"] = 2,
        ["System.Device.Adc.AdcController"] = 2,
        ["System.Device.Adc.AdcChannel"] = 3,
        ["System.Security.Cryptography.HMACSHA256"] = 3,
        ["nanoFramework.Device.OneWire.OneWireHost"] = 3,
        ["nanoFramework.M2Mqtt.MqttSettings"] = 8,
        ["nanoFramework.M2Mqtt.Messages.MqttMsgPublishEventArgs"] = 5,
        ["nanoFramework.M2Mqtt.Messages.MqttMsgPublishedEventArgs"] = 2,
        ["nanoFramework.M2Mqtt.Messages.MqttMsgSubscribedEventArgs"] = 2,
    };

    // A pin: itself (7 fields), its lock, the value it last had, its finalizer's entry, its place in the controller's list.
    private const int PinFields = 7;
    private const int PinBundleFields = 5;
    private const int FinalizerEntry = 2 * HeapBlocks.Block;
    private const int ExceptionFields = 4;

    private static readonly ConcurrentDictionary<Type, int> s_objects = [];

    /// <summary>Whether the object is the firmware's own or one of the platform's that a size is known of.</summary>
    public static bool IsKnown(object item) => Known(item) > 0;

    /// <summary>The bytes taken by an object and by what only it holds: a table's buckets, a list's array.</summary>
    public static int Of(object item) => Math.Max(Known(item), 0);

    /// <summary>The bytes that a value type takes as the object that it always is there; 0 for what fits a block.</summary>
    public static int OfValueType(TypeReference type)
    {
        if (!type.IsValueType || type.IsPrimitive || type.IsArray || type.IsByReference
            || type.FullName is "System.DateTime" or "System.TimeSpan" or "System.IntPtr")
        {
            return 0;
        }

        TypeDefinition? definition = type.Resolve();
        return definition is null || definition.IsEnum ? 0 : HeapBlocks.Object(definition.Fields.Count(field => !field.IsStatic));
    }

    /// <summary>Whether a type is the firmware's.</summary>
    public static bool IsFirmware(Type type) => type.Assembly.GetName().Name is "AedCabinet.Core" or "AedCabinet.Controller";

    private static int Known(object item) => item switch
    {
        string text => HeapTracker.IsLiteral(text) || text.Length == 0 ? HeapBlocks.Literal : HeapBlocks.Text(text),
        Array array => HeapBlocks.Array(array.Length, HeapBlocks.Element(array.GetType().GetElementType()!)),
        MulticastDelegate several => OfDelegate(several),
        Hashtable table => OfTable(table),
        ArrayList list => HeapBlocks.Object(ArrayListFields) + HeapBlocks.Array(Math.Max(list.Capacity, LeastCapacity), HeapBlocks.Block),
        Queue queue => HeapBlocks.Object(QueueFields) + HeapBlocks.Array(Capacity(queue.Count), HeapBlocks.Block),
        StringBuilder builder => HeapBlocks.Object(StringBuilderFields) + HeapBlocks.Array(builder.Capacity, sizeof(char)),
        Exception => HeapBlocks.Object(ExceptionFields),
        _ when item.GetType().FullName == ThreadType => HeapBlocks.Object(s_fields["System.Threading.Thread"]) + StackFrames.Thread,
        System.Device.Gpio.GpioPin => OfPin(),
        _ when item.GetType().FullName == LibraryState.Client => LibraryState.ClientBytes,
        _ => OfObject(item.GetType()),
    };

    // The stand-in for the device's threads has their name and is no thread of the desktop's.
    internal const string ThreadType = "System.Threading.Thread";

    private static int OfObject(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(DateTime) || type == typeof(TimeSpan))
        {
            return HeapBlocks.Boxed;
        }

        return IsFirmware(type) ? s_objects.GetOrAdd(type, OfFields)
            : s_fields.TryGetValue(type.FullName!, out int fields) ? HeapBlocks.Object(fields)
            : -1;
    }

    // A value type in a field is an object of its own.
    private static int OfFields(Type type)
    {
        int fields = 0;
        int structs = 0;
        for (Type? current = type; current is not null && current != typeof(object)
            && current != typeof(ValueType); current = current.BaseType)
        {
            foreach (FieldInfo field in current.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                fields++;
                structs += IsFirmware(field.FieldType) && field.FieldType is { IsValueType: true, IsEnum: false }
                    ? OfFields(field.FieldType) : 0;
            }
        }

        return HeapBlocks.Object(fields) + structs;
    }

    private static int OfDelegate(MulticastDelegate several)
    {
        int count = several.GetInvocationList().Length;
        return count == 1 ? HeapBlocks.Delegate : HeapBlocks.DelegateList(count) + (count * HeapBlocks.Delegate);
    }

    private static int OfTable(Hashtable table)
    {
        int buckets = FirstBuckets;
        foreach (int prime in s_primes)
        {
            // The load factor: the table grows at 0.72 of its buckets.
            buckets = prime;
            if (table.Count <= (int)(0.72f * prime))
            {
                break;
            }
        }

        return HeapBlocks.Object(HashtableFields) + HeapBlocks.Array(buckets, HeapBlocks.Block)
            + (table.Count * HeapBlocks.Object(BucketFields));
    }

    private static int OfPin() =>
        HeapBlocks.Object(PinFields) + HeapBlocks.Object(0) + HeapBlocks.Object(1) + FinalizerEntry + HeapBlocks.Object(PinBundleFields)
            + HeapBlocks.Block;

    private static int Capacity(int count)
    {
        int capacity = LeastCapacity;
        while (capacity < count)
        {
            capacity *= 2;
        }

        return capacity;
    }
}
