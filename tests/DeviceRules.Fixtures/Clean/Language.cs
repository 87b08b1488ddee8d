using System;
using System.Collections;
using System.Threading;

namespace Fixtures.Clean
{
    public enum Lamp
    {
        Off,
        Green,
        Red,
    }

    public delegate void LampChanged(object sender, EventArgs args);

    public struct Sample
    {
        public long AtMs;
        public int TemperatureDeciC;
    }

    public readonly struct Limit
    {
        public Limit(int low, int high)
        {
            Low = low;
            High = high;
        }

        public int Low { get; }

        public int High { get; }

        public bool Contains(in Sample sample) => sample.TemperatureDeciC >= Low && sample.TemperatureDeciC <= High;
    }

    public interface IClock
    {
        long NowMs { get; }
    }

    public abstract class Part : IDisposable
    {
        private static readonly byte[] Table = { 0x31, 0x62, 0xC4, 0xB9, 0x43, 0x86, 0x3D, 0x7A, 0xF4, 0xD9, 0x83, 0x37, 0x6E,
            0xDC, 0x89, 0x23 };
        private static readonly int[] Steps = new int[] { 1, 2, 3, 5, 8, 13, 21, 34, 55 };
        private readonly object _gate = new object();
        private readonly Sample[] _samples = new Sample[8];
        private readonly int[][] _rows = { new int[3], new int[4] };

        public event LampChanged Changed;

        public Lamp Lamp { get; private set; }

        public int this[int index] => _rows[index][0];

        public abstract void Step(long nowMs);

        public virtual void Dispose()
        {
        }

        public override bool Equals(object other) => other is Part part && part.Lamp == Lamp;

        public override int GetHashCode() => (int)Lamp + 12.GetHashCode();

        public override string ToString() => "part";

        public void Switch(Lamp lamp)
        {
            lock (_gate)
            {
                Lamp = lamp;
                Changed?.Invoke(this, EventArgs.Empty);
            }
        }

        public int Sum()
        {
            var sum = 0;
            foreach (var step in Steps)
            {
                sum += step;
            }

            foreach (var value in Table)
            {
                sum ^= value;
            }

            for (var i = 0; i < _samples.Length; i++)
            {
                sum += _samples[i].TemperatureDeciC;
            }

            return unchecked(sum * 31);
        }

        public Thread Start(int rounds)
        {
            var count = 0;
            int Next(int value) => value + rounds;
            ThreadStart body = () => count = Next(count);
            var thread = new Thread(body);
            thread.Start();
            return thread;
        }

        public byte[] Copy(long length) => new byte[length];
    }

    public static class Choices
    {
        public static int Priority(string name)
        {
            switch (name)
            {
                case "info": return 1;
                case "maintenance": return 2;
                case "urgent": return 3;
                case "emergency": return 4;
                case "drill": return 5;
                case "locate": return 6;
                case "silence": return 7;
                case "report": return 8;
                default: return 0;
            }
        }

        public static int Rank(string name) => name switch { "low" => 1, "medium" => 2, "high" => 3, _ => 0 };

        // Names every value, so the compiler adds its own arm that throws.
#pragma warning disable CS8524
        public static string Name(Lamp lamp) => lamp switch { Lamp.Off => "off", Lamp.Green => "green", Lamp.Red => "red" };
#pragma warning restore CS8524

        public static int Size(object value) => value switch
        {
            int number when number > 3 => number,
            string text => text.Length,
            null => 0,
            _ => 1,
        };

        public static bool Holds(Hashtable table, Lamp lamp) => table.Contains(lamp) && lamp.HasFlag(Lamp.Green);

        public static bool Is(object value) => value.GetType() == typeof(Sample) || value is Lamp;
    }
}
