using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework;

/// <summary>
/// One test class in one run. The device calls Setup, then every test, then Cleanup, all without an instance;
/// MSTest knows no such order, so it is kept here.
/// </summary>
internal sealed class ClassRun
{
    private static readonly ConcurrentDictionary<Type, ClassRun> s_runs = new();

    private readonly Lock _gate = new();
    private readonly Type _type;
    private int _testsLeft;
    private bool _isSetUp;
    private bool _isCleanedUp;
    private TestResult? _obstacle;

    private ClassRun(Type type)
    {
        _type = type;
        _testsLeft = type.GetMethods().Where(IsTest).Sum(CountRows);
    }

    internal static ClassRun Of(Type type) => s_runs.GetOrAdd(type, static type => new ClassRun(type));

    /// <summary>Runs Setup before the first test.</summary>
    /// <returns>Null, or the result that takes every test's place because Setup skipped or failed.</returns>
    internal TestResult? Begin()
    {
        lock (_gate)
        {
            if (!_isSetUp)
            {
                _isSetUp = true;
                _obstacle = FindInstanceFields() ?? Call<SetupAttribute>();

                // When only some of the tests were selected, no test is known to be the last.
                AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp();
            }

            return _obstacle is null ? null : Copy(_obstacle);
        }
    }

    /// <summary>Runs Cleanup after the last test.</summary>
    /// <returns>Null, or the failure of Cleanup.</returns>
    internal TestResult? End()
    {
        lock (_gate)
        {
            _testsLeft--;
            return _testsLeft == 0 ? CleanUp() : null;
        }
    }

    private TestResult? CleanUp()
    {
        lock (_gate)
        {
            // The device goes on to the next class after a Setup that skips: no Cleanup.
            if (_isCleanedUp || _obstacle is not null)
            {
                return null;
            }

            _isCleanedUp = true;
            return Call<CleanupAttribute>();
        }
    }

    private TestResult? FindInstanceFields()
    {
        const BindingFlags InstanceFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var field = _type.GetFields(InstanceFields).FirstOrDefault();
        return field is null
            ? null
            : Failure(new TestFrameworkShared.AssertFailedException(
                $"{_type.Name}.{field.Name} is an instance field. The device calls tests without an instance: make it static."));
    }

    private TestResult? Call<TAttribute>()
        where TAttribute : Attribute
    {
        foreach (var method in _type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute), true)))
        {
            try
            {
                // The nearest this runtime has to no instance: on the device no constructor runs either.
                method.Invoke(method.IsStatic ? null : RuntimeHelpers.GetUninitializedObject(_type), null);
            }
            catch (TargetInvocationException exception)
            {
                return Failure(exception.InnerException!);
            }
        }

        return null;
    }

    private static bool IsTest(MethodInfo method) => method.IsDefined(typeof(TestMethodAttribute), true);

    private static int CountRows(MethodInfo method) =>
        Math.Max(1, method.GetCustomAttributes(typeof(DataRowAttribute), true).Length);

    private static TestResult Failure(Exception exception) => new()
    {
        Outcome = exception is AssertInconclusiveException ? UnitTestOutcome.Inconclusive : UnitTestOutcome.Failed,
        TestFailureException = exception,
    };

    private static TestResult Copy(TestResult result) => new()
    {
        Outcome = result.Outcome,
        TestFailureException = result.TestFailureException,
    };
}
