using System.Collections;
using System.Text;

namespace Fixtures.Violations
{
    public enum Mode
    {
        Normal,
        Drill,
    }

    public class CallsEnumToString
    {
        public static string Name(Mode mode) => mode.ToString();
    }

    public class ConcatenatesEnum
    {
        public static string Name(Mode mode) => "mode " + mode;
    }

    public class InterpolatesEnum
    {
        public static string Name(Mode mode) => $"{mode}";
    }

    public class FormatsEnum
    {
        public static string Name(Mode mode) => string.Format("{0}", mode);
    }

    public class FormatsEnumAmongMany
    {
        public static string Name(Mode mode) => string.Format("{0} {1} {2} {3}", 1, 2, mode, 4);
    }

    public class AppendsEnum
    {
        public static void Append(StringBuilder builder, Mode mode) => builder.Append(mode);
    }

    public class AppendsEnumThroughVariable
    {
        public static void Append(StringBuilder builder, Mode mode)
        {
            object value = mode;
            builder.Append(1);
            builder.Append(value);
        }
    }

    public class ChoosesEnum
    {
        public static string Name(Mode mode, bool known) => "mode " + (known ? (object)mode : "?");
    }

    public class KeepsEnumAsKey
    {
        public static void Keep(Hashtable table, Mode mode, StringBuilder builder)
        {
            table[mode] = mode;
            builder.Append("kept");
        }
    }
}
