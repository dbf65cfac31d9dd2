package helloagain.wire.misplaced;

import helloagain.refinement.misplaced.HarnessThatKnowsTheWorkbench;
import helloagain.spec.misplaced.DoorThatKnowsTheReference;
import helloagain.workbench.Main;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import org.bouncycastle.util.encoders.Hex;
import org.openjdk.jmh.annotations.Mode;
import util.UniqueString;

/** Breaks every arrow that leaves the reference. */
public record CodecThatKnowsTooMuch(
    UniqueString tlc,
    Hex bouncyCastle,
    Mode jmh,
    SslProvider otherStack,
    Socket socket,
    DoorThatKnowsTheReference door,
    HarnessThatKnowsTheWorkbench harness,
    Main workbench) {}
