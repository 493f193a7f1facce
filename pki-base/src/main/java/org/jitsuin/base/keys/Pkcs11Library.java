package org.jitsuin.base.keys;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * A PKCS#11 module as a whole: who is inside it, and starting it anew.
 *
 * <p>A token that went away and came back is seen again only after C_Finalize and C_Initialize,
 * which SunPKCS11 never calls a second time. Both concern the whole process, so nobody may be
 * inside the module meanwhile: callers enter through {@link #inside}, and the lock behind it is one
 * for the whole virtual machine even where this class is loaded more than once.
 */
final class Pkcs11Library {
  private static final String LOCK_PROPERTY = "org.jitsuin.pkcs11.lock:";
  private static final String STARTS_PROPERTY = "org.jitsuin.pkcs11.starts:";

  /**
   * <pre>
   * typedef struct CK_C_INITIALIZE_ARGS {
   *   CK_CREATEMUTEX CreateMutex; CK_DESTROYMUTEX DestroyMutex;
   *   CK_LOCKMUTEX LockMutex; CK_UNLOCKMUTEX UnlockMutex;
   *   CK_FLAGS flags; CK_VOID_PTR pReserved;
   * }
   * </pre>
   */
  private static final MemoryLayout INITIALIZE_ARGS =
      MemoryLayout.sequenceLayout(6, ValueLayout.JAVA_LONG);

  private static final int FLAGS_INDEX = 4;
  private static final long CKF_OS_LOCKING_OK = 2;

  private final Path file;
  private final ReentrantReadWriteLock lock;
  private final AtomicLong starts;

  Pkcs11Library(Path file) {
    this.file = file;
    this.lock =
        (ReentrantReadWriteLock)
            System.getProperties()
                .computeIfAbsent(LOCK_PROPERTY + file, _ -> new ReentrantReadWriteLock());
    this.starts =
        (AtomicLong)
            System.getProperties().computeIfAbsent(STARTS_PROPERTY + file, _ -> new AtomicLong());
  }

  /** Does something inside the module, where it will not be finalised underneath. */
  <T> T inside(Callable<T> work) throws Exception {
    lock.readLock().lock();
    try {
      return work.call();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Returns the number of times that the module was started anew. The handles that an earlier start
   * gave out are given out again, so whoever holds some compares this {@link #inside} before each
   * use.
   */
  long starts() {
    return starts.get();
  }

  /**
   * Ends all sessions of this process with the module and starts it anew. Every provider made
   * before is dead afterwards, and must not be used: see {@link #starts()}.
   *
   * @throws Fault TOKEN_UNAVAILABLE if the module does not start
   */
  @SuppressWarnings("restricted") // loading the module is this class's purpose
  void restart() {
    lock.writeLock().lock();
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
      starts.incrementAndGet();
      // The answer is of no use: a module that was never started says so, and that is fine.
      call(symbols, "C_Finalize", MemorySegment.NULL);
      MemorySegment arguments = arena.allocate(INITIALIZE_ARGS);
      arguments.setAtIndex(ValueLayout.JAVA_LONG, FLAGS_INDEX, CKF_OS_LOCKING_OK);
      long result = call(symbols, "C_Initialize", arguments);
      if (result != 0) {
        throw unavailable(
            "the PKCS#11 module does not start, C_Initialize answers 0x" + Long.toHexString(result),
            null);
      }
    } catch (IllegalArgumentException e) {
      throw unavailable("the PKCS#11 module cannot be loaded", e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @SuppressWarnings("restricted") // calling into the module is this class's purpose
  private long call(SymbolLookup symbols, String function, MemorySegment argument) {
    MemorySegment address =
        symbols
            .find(function)
            .orElseThrow(() -> unavailable("the module has no " + function, null));
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                address, FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    try {
      return (long) handle.invokeExact(argument);
    } catch (Throwable e) {
      throw unavailable(function + " cannot be called", e);
    }
  }

  private Fault unavailable(String problem, Throwable cause) {
    return new Fault(FaultCode.TOKEN_UNAVAILABLE, problem + ": " + file, cause);
  }
}
