using System;
using System.Collections;
using System.Device.Gpio;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;

namespace Fixtures.Clean
{
    public static class Texts
    {
        public static string Join(string text, char mark, int number, bool on, object value)
        {
            var joined = text + mark;
            joined = mark + joined + mark + text;
            joined += number;
            joined = text + number + mark + value + on;
            joined += $"{text} {number:X2} {mark} {value} {number,5}";
            joined += string.Format("{0}", number);
            joined += string.Format("{0} {1} {2} {3}", number, text, on, value);
            joined += string.Format("plain");
            return joined.PadLeft(3) + joined.Trim(' ').TrimEnd() + joined.Split(',')[0] + joined.Split(',', ';')[0];
        }

        public static int Parse(string text) => int.TryParse(text, out var number) ? number
            : Convert.ToInt32(text) + Convert.ToInt32(text, 16);

        public static string Build(byte[] bytes)
        {
            var builder = new StringBuilder(16);
            builder.Append(bytes.Length).Append(' ').Append("text").AppendLine();
            builder[0] = 'x';
            return builder[0] + builder.ToString() + Encoding.UTF8.GetString(bytes, 0, bytes.Length) + BitConverter.IsLittleEndian;
        }
    }

    public static class Collections
    {
        public static int Count(ArrayList list, Hashtable table)
        {
            var count = 0;
            foreach (var item in list)
            {
                count += item.GetHashCode();
            }

            foreach (DictionaryEntry entry in table)
            {
                count += entry.Key.Equals("x") ? 1 : entry.Value == null ? 2 : 0;
            }

            foreach (string key in table.Keys)
            {
                count += key.Equals("y") ? 1 : 0;
            }

            return count;
        }
    }

    public static class Files
    {
        public static bool Write(string path, byte[] data)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
                file.Write(data, 0, data.Length);
                file.Flush();
                file.Close();
                using (var reader = new StreamReader(new MemoryStream(data)))
                {
                    return reader.ReadLine() == null && File.Exists(path);
                }
            }
            catch (IOException problem) when (problem.Message.Length > 0)
            {
                Debug.WriteLine(problem.GetType().Name + " " + problem.Message);
                return false;
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    public sealed class Waiting : IDisposable
    {
        private readonly AutoResetEvent _ready = new AutoResetEvent(false);
        private readonly ManualResetEvent _stop = new ManualResetEvent(false);
        private readonly Timer _timer;

        public Waiting() => _timer = new Timer(OnTimer, null, 1000, Timeout.Infinite);

        public bool Wait() => _ready.WaitOne(1000, false) && !_stop.WaitOne(0, false);

        public void Stop() => _stop.Set();

        public TimeSpan Age(DateTime since) => DateTime.UtcNow.Equals(since)
            ? TimeSpan.FromSeconds(3) + TimeSpan.FromMilliseconds(20) + TimeSpan.FromHours(1)
            : DateTime.UtcNow - since;

        public long UpMs() => Environment.TickCount64;

        public void Dispose() => _timer.Dispose();

        private void OnTimer(object state) => _ready.Set();
    }

    public sealed class Pin
    {
        private readonly GpioPin _pin;
        private int _edges;

        public Pin(GpioController controller)
        {
            _pin = controller.OpenPin(4, PinMode.InputPullUp);
            _pin.ValueChanged += OnChanged;
        }

        public bool IsHigh => _pin.Read() == PinValue.High;

        public int Edges => _edges;

        private void OnChanged(object sender, PinValueChangedEventArgs args)
        {
            if (args.ChangeType == PinEventTypes.Falling)
            {
                Interlocked.Increment(ref _edges);
            }
        }
    }
}
