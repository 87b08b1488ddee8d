using System.Collections;
using System.Text;
using AedCabinet.Controller;
using AedCabinet.Formats;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>
    /// Characters above U+FFFF pass through unharmed (SPEC §13), on a platform that keeps text as UTF-8 and reads one half of them at a
    /// time.
    /// </summary>
    [TestClass]
    public class CharacterTests
    {
        // 𠮷 and 🫀, each two halves.
        private const string Rare = "\uD842\uDFB7";
        private const string Heart = "\uD83E\uDEC0";

        [TestMethod]
        public void They_are_written_whole()
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            writer.Member("where", "a" + Rare + "\"" + Heart + "\n家");
            writer.EndObject();
            Assert.AreEqual("{\"where\":\"a" + Rare + "\\\"" + Heart + "\\u000a家\"}", writer.ToString());
            byte[] utf8 = Encoding.UTF8.GetBytes(writer.ToString());
            Assert.AreEqual(0xF0, (int)utf8[11]);
            Assert.AreEqual(0xA0, (int)utf8[12]);
            Assert.AreEqual(0xAE, (int)utf8[13]);
            Assert.AreEqual(0xB7, (int)utf8[14]);
        }

        [TestMethod]
        public void They_go_through_the_platforms_parser_and_come_back()
        {
            string[] texts = new string[]
            {
                "x" + Rare + "y" + Heart + Heart, "\\ud842\\udfb7", "\\uD842" + "\uDFB7", "\uD842"
                    + "\\udfb7", "\uD800\uDC00\uDBFF\uDFFF", "\\ud83e\\udec0家\\u5bb6",
            };
            string[] expected = new string[]
            {
                "x" + Rare + "y" + Heart + Heart, Rare, Rare, Rare, "\uD800\uDC00\uDBFF\uDFFF", Heart + "家家",
            };
            for (int i = 0; i < texts.Length; i++)
            {
                // Half of a pair as a character: only an array can hold it on its way here.
                string resolved = JsonEscapes.Resolve(texts[i], out bool hasPairs);
                if (resolved == null)
                {
                    Assert.IsTrue(i == 2 || i == 3);
                    continue;
                }

                Assert.IsTrue(hasPairs);
                char[] chars = resolved.ToCharArray();
                for (int k = 0; k < chars.Length; k++)
                {
                    Assert.IsFalse(chars[k] >= 0xD800 && chars[k] <= 0xDFFF);
                }

                Hashtable members = new Hashtable();
                Hashtable inner = new Hashtable();
                inner["where"] = resolved;
                inner["floor"] = 2;
                members[resolved] = inner;
                Hashtable restored = (Hashtable)((Hashtable)JsonEscapes.Restore(members))[expected[i]];
                Assert.AreEqual(expected[i], (string)restored["where"]);
                Assert.AreEqual(2, (int)restored["floor"]);
            }
        }

        [TestMethod]
        [DataRow("\\ud842")]
        [DataRow("\\udfb7")]
        [DataRow("\\ud842x")]
        [DataRow("\\ud842\\u0041")]
        [DataRow("\\ud842\\n")]
        [DataRow("\\ud842\\ud842")]
        [DataRow("\\u12")]
        [DataRow("\\u000a")]
        [DataRow("\\ufdd0")]
        [DataRow("\\ud842\\udf")]
        public void Half_of_one_is_refused(string text) => Assert.IsNull(JsonEscapes.Resolve(text, out bool _));

        [TestMethod]
        public void Escapes_of_others_are_resolved_as_before()
        {
            Assert.AreEqual("严A1 \\\"/ \\\\ \\n", JsonEscapes.Resolve("\\u4e25\\u00411 \\u0022\\/ \\u005c \\n", out bool hasPairs));
            Assert.IsFalse(hasPairs);
            Assert.IsTrue(JsonEscapes.IsPlain(Encoding.UTF8.GetBytes("{\"where\":\"家\"}")));
            Assert.IsFalse(JsonEscapes.IsPlain(Encoding.UTF8.GetBytes(Rare)));
            Assert.IsFalse(JsonEscapes.IsPlain(Encoding.UTF8.GetBytes("\\n")));
        }
    }
}
