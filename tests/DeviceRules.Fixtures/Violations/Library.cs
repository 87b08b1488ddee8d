using System;
using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;

namespace Fixtures.Violations
{
    public class CallsMissingMethod
    {
        public static bool Has(Hashtable table) => table.ContainsKey("x");
    }

    public class CallsMissingOverload
    {
        public static bool Wait(WaitHandle handle) => handle.WaitOne(1000);
    }

    public class CallsOverloadWithoutAdvice
    {
        public static void Print(object value) => Console.WriteLine(value);
    }

    public class CallsMissingConstructor
    {
        public static ArrayList Make() => new ArrayList(8);
    }

    public class UsesMissingType
    {
        public static long Now() => Stopwatch.GetTimestamp();
    }

    public class ReadsMissingField
    {
        public static IntPtr Handle() => IntPtr.Zero;
    }

    public class CatchesMissingType
    {
        public static int Divide(int a, int b)
        {
            try
            {
                return a / b;
            }
            catch (DivideByZeroException)
            {
                return 0;
            }
        }
    }

    public class DerivesFromMissingType : Component
    {
    }

    public class ImplementsMissingInterface : ICustomTypeDescriptorLike, System.Collections.IStructuralComparable
    {
        public int CompareTo(object other, IComparer comparer) => 0;
    }

    public interface ICustomTypeDescriptorLike
    {
    }

    public class OverridesMissingMember : MemoryStream
    {
        public override bool TryGetBuffer(out ArraySegment<byte> buffer)
        {
            buffer = default;
            return false;
        }

        public override int Capacity { get; set; }
    }

    [Description("written by hand")]
    public class BearsMissingAttribute
    {
    }

    public class TakesMissingTypeAsParameter
    {
        public static void Take(StringComparison comparison)
        {
        }
    }

    public class HoldsMissingTypeInVariable
    {
        public static bool Test(object value)
        {
            var uri = value as Uri;
            return uri != null;
        }
    }

    public class SplitsWithOptions
    {
        public static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    public class ReadsDictionaryEnumerator
    {
        public static object First(Hashtable table)
        {
            var enumerator = table.GetEnumerator();
            enumerator.MoveNext();
            return enumerator.Key;
        }
    }

    public class AsksForEmptyArray
    {
        public static int Length()
        {
            var empty = Array.Empty<int>();
            return empty.Length;
        }
    }

    public class ExchangesGenerically
    {
        private string _last;

        public void Exchange(string next) => Interlocked.CompareExchange(ref _last, next, null);
    }

    public class ComparesLongs
    {
        public static long Later(long a, long b) => Math.Max(a, b);
    }

    public class WritesInLambda
    {
        public static ThreadStart Make(string text) => () => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    public class HasFinalizer
    {
        ~HasFinalizer()
        {
        }
    }
}
