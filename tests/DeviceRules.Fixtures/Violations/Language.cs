using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Fixtures.Violations
{
    public class DeclaresGenericType<T>
    {
        public T Value;
    }

    public class DeclaresGenericMethod
    {
        public static int Count<T>(T[] items) => items.Length;

        public static int Use() => Count(new int[1]);
    }

    public class UsesList
    {
        private List<int> _items;
    }

    public class UsesOwnGeneric
    {
        private DeclaresGenericType<int> _value;
    }

    public class UsesFunc
    {
        public static int Call(Func<int> get) => get();
    }

    public class UsesDecimal
    {
        public static int Round(decimal value) => 0;
    }

    public class UsesMatrix
    {
        public static int Corner()
        {
            var rows = new int[2, 2];
            return rows[0, 0];
        }
    }

    public class UsesAsync
    {
        public async void Read()
        {
            await Task.Yield();
        }
    }

    public class UsesYield
    {
        public IEnumerator Count()
        {
            yield return 1;
        }
    }

    public class UsesDynamic
    {
        public static void Call(dynamic value) => value.Step();
    }

    public class UsesSpan
    {
        public static int Length(byte[] data)
        {
            Span<byte> span = data;
            return span.Length;
        }
    }

    public class UsesReadOnlySpanOfChar
    {
        public static int Length(string text)
        {
            ReadOnlySpan<char> span = text;
            return span.Length;
        }
    }

    public class UsesNullable
    {
        private int? _temperature;
    }

    public class UsesTuple
    {
        public static (int Low, int High) Range() => (1, 2);
    }

    public record UsesRecord
    {
        public int Value;
    }

    public class UsesInit
    {
        public int Value { get; init; }
    }

    public class UsesVolatile
    {
        private volatile bool _stop;
    }

    public class UsesPointer
    {
        public static unsafe int First(int* data) => *data;
    }

    public class UsesFixed
    {
        public static unsafe byte First(byte[] data)
        {
            fixed (byte* first = data)
            {
                return *first;
            }
        }
    }

    public class UsesStackalloc
    {
        public static unsafe int First()
        {
            var data = stackalloc int[4];
            return data[0];
        }
    }

    public interface IHasBody
    {
        int Twice(int value) => value * 2;
    }

    public class CallsNative
    {
        [DllImport("native")]
        public static extern int Read();
    }

    public class UsesChecked
    {
        public static int Add(int a, int b) => checked(a + b);

        public static byte Narrow(int a) => checked((byte)a);
    }
}
