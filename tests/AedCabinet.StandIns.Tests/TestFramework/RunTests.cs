using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Device = nanoFramework.TestFramework;

namespace AedCabinet.StandIns.Tests.TestFramework;

/// <summary>Runs classes written for the device the way MSTest runs them, and looks at what happened.</summary>
[TestClass]
public partial class RunTests
{
    private static readonly List<string> s_log = [];

    [TestInitialize]
    public void Forget() => s_log.Clear();

    [TestMethod]
    public async Task Setup_runs_before_the_first_test_and_cleanup_after_the_last()
    {
        await RunAsync<Ordered>(nameof(Ordered.One));
        await RunAsync<Ordered>(nameof(Ordered.Rows), 1);
        await RunAsync<Ordered>(nameof(Ordered.Rows), 2);

        Assert.AreEqual("setup one row1 row2 cleanup", string.Join(' ', s_log));
    }

    [TestMethod]
    public async Task A_skipped_test_is_neither_passed_nor_failed()
    {
        var result = await RunAsync<Skipping>(nameof(Skipping.Skips));

        Assert.AreEqual(UnitTestOutcome.Inconclusive, result.Outcome);
        Assert.AreEqual("not on this board", result.TestFailureException!.Message);
    }

    [TestMethod]
    public async Task A_setup_that_skips_skips_every_test_and_the_cleanup()
    {
        var results = new[]
        {
            await RunAsync<SkippingSetup>(nameof(SkippingSetup.One)),
            await RunAsync<SkippingSetup>(nameof(SkippingSetup.Two)),
        };

        Assert.IsTrue(results.All(result => result.Outcome == UnitTestOutcome.Inconclusive));
        Assert.IsEmpty(s_log);
    }

    [TestMethod]
    public async Task A_setup_that_fails_fails_every_test()
    {
        var result = await RunAsync<FailingSetup>(nameof(FailingSetup.One));

        Assert.AreEqual(UnitTestOutcome.Failed, result.Outcome);
        Assert.AreEqual("no flash", result.TestFailureException!.Message);
    }

    [TestMethod]
    public async Task A_cleanup_that_fails_is_told()
    {
        var results = await RunAllAsync<FailingCleanup>(nameof(FailingCleanup.One));

        Assert.AreEqual(UnitTestOutcome.Passed, results[0].Outcome);
        Assert.AreEqual(UnitTestOutcome.Failed, results[1].Outcome);
    }

    [TestMethod]
    public async Task A_class_with_instance_fields_is_refused()
    {
        var result = await RunAsync<WithState>(nameof(WithState.One));

        Assert.AreEqual(UnitTestOutcome.Failed, result.Outcome);
        StringAssert.Contains(result.TestFailureException!.Message, "_count");
    }

    [TestMethod]
    public void An_assertion_that_does_not_hold_fails_the_test()
    {
        Action[] failing =
        [
            () => Device.Assert.IsTrue(false),
            () => Device.Assert.IsFalse(true),
            () => Device.Assert.IsNull(5),
            () => Device.Assert.IsNotNull(null),
            () => Device.Assert.AreEqual(1, 2),
            () => Device.Assert.AreEqual("a", "A"),
            () => Device.Assert.AreEqual((object)1, 1L),
            () => Device.Assert.AreNotEqual(1.5, 1.5),
            () => Device.Assert.AreSame(new object(), new object()),
            () => Device.Assert.AreNotSame(s_log, s_log),
            () => Device.Assert.IsInstanceOfType(new ArgumentNullException(), typeof(ArgumentException)),
            () => Device.Assert.IsNotInstanceOfType(5, typeof(int)),
            () => Device.Assert.Contains("d", "abc"),
            () => Device.Assert.Contains("d", null!),
            () => Device.Assert.DoesNotContains("b", "abc"),
            () => Device.Assert.StartsWith("b", "abc"),
            () => Device.Assert.EndsWith("b", "abc"),
            () => Device.Assert.ThrowsException(typeof(ArgumentException), () => { }),
            () => Device.Assert.ThrowsException(typeof(ArgumentException), () => throw new ArgumentNullException()),
            () => Device.CollectionAssert.AreEqual(new[] { 1 }, new[] { 1, 2 }),
            () => Device.CollectionAssert.AreEqual(new[] { 1 }, new[] { 2 }),
            () => Device.CollectionAssert.AreEqual(null, new[] { 2 }),
            () => Device.CollectionAssert.AreNotEqual(new[] { 1 }, new[] { 1 }),
            () => Device.CollectionAssert.Empty(new[] { 1 }),
            () => Device.CollectionAssert.NotEmpty(Array.Empty<int>()),
        ];

        for (var i = 0; i < failing.Length; i++)
        {
            Assert.ThrowsExactly<TestFrameworkShared.AssertFailedException>(failing[i], $"assertion {i}");
        }
    }

    [TestMethod]
    public void A_failed_comparison_names_both_values_and_the_expression()
    {
        var doors = 2;

        var exception = Assert.ThrowsExactly<TestFrameworkShared.AssertFailedException>(() => Device.Assert.AreEqual(1, doors));

        Assert.AreEqual("Assert.AreEqual failed. Expected:<1>. Actual:<2>. doors", exception.Message);
    }

    [TestMethod]
    public void A_row_must_have_parameters()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new Device.DataRowAttribute());
        Assert.ThrowsExactly<ArgumentNullException>(() => new Device.DataRowAttribute(null!));
    }

    private static async Task<TestResult> RunAsync<T>(string method, params object[] arguments) =>
        (await RunAllAsync<T>(method, arguments))[0];

    private static Task<TestResult[]> RunAllAsync<T>(string method, params object[] arguments)
    {
        var info = typeof(T).GetMethod(method)!;
        return info.GetCustomAttribute<Device.TestMethodAttribute>()!.ExecuteAsync(new Invocation(info, arguments));
    }

    /// <summary>One test as MSTest hands it over.</summary>
    private sealed class Invocation(MethodInfo method, object[] arguments) : ITestMethod
    {
        public string TestMethodName => method.Name;

        public string TestClassName => method.ReflectedType!.FullName!;

        public Type ReturnType => method.ReturnType;

        public object?[]? Arguments => arguments;

        public ParameterInfo[] ParameterTypes => method.GetParameters();

        public MethodInfo MethodInfo => method;

        public Attribute[] GetAllAttributes() => [.. method.GetCustomAttributes()];

        public TAttribute[] GetAttributes<TAttribute>()
            where TAttribute : Attribute => [.. method.GetCustomAttributes<TAttribute>()];

        public Task<TestResult> InvokeAsync(object?[]? given)
        {
            try
            {
                method.Invoke(Activator.CreateInstance(method.ReflectedType!), given ?? arguments);
                return Task.FromResult(new TestResult { Outcome = UnitTestOutcome.Passed });
            }
            catch (TargetInvocationException exception)
            {
                var outcome = exception.InnerException is AssertInconclusiveException ? UnitTestOutcome.Inconclusive
                    : UnitTestOutcome.Failed;
                return Task.FromResult(new TestResult { Outcome = outcome, TestFailureException = exception.InnerException });
            }
        }
    }
}
