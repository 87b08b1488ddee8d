using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;

namespace Fixtures.Violations
{
    public class SwallowsShortage
    {
        public bool Read(byte[] text)
        {
            try
            {
                return text[0] == 0;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public bool ReadAgain(byte[] text)
        {
            try
            {
                return text[0] == 0;
            }
            catch (Exception exception) when (exception.Message.Length > 0)
            {
                return false;
            }
        }
    }

    public class TellsShortageApart
    {
        public bool First(byte[] text)
        {
            try
            {
                return text[0] == 0;
            }
            catch (OutOfMemoryException)
            {
                throw;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public bool ByFilter(byte[] text)
        {
            try
            {
                return text[0] == 0;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                return false;
            }
        }

        public bool Within(byte[] text)
        {
            try
            {
                return text[0] == 0;
            }
            catch (Exception exception)
            {
                return exception is OutOfMemoryException;
            }
        }
    }

    public class ClearsKey
    {
        public byte[] Sign(byte[] key, byte[] text)
        {
            HMACSHA256 hmac = new HMACSHA256(key);
            return hmac.ComputeHash(text);
        }
    }

    public class LeavesStream
    {
        public void Write(byte[] content)
        {
            FileStream file = new FileStream("x", FileMode.Append, FileAccess.Write);
            file.Write(content, 0, content.Length);
            file.Dispose();
        }

        public byte[] Read() => File.Exists("x") ? File.ReadAllBytes("x") : null;
    }

    public class StartsThread
    {
        public static void Main() => new StartsThread().Begin();

        public void Begin() => new Thread(Run).Start();

        private void Run() => Begin();
    }
}
