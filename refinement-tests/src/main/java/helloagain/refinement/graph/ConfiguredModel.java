package helloagain.refinement.graph;

import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.spec.TlcRun;
import java.util.regex.Pattern;

/**
 * Names a module and a configuration among modules, some of which may be generated.
 *
 * @param source the modules and configurations
 * @param module the name of the root module
 * @param config the name of the configuration, without {@code .cfg}
 */
public record ConfiguredModel(SpecSource source, String module, String config) {
  /** A part of a configuration that asks for something to be checked, to the next keyword. */
  private static final Pattern CHECKED =
      Pattern.compile("(?m)^(?:INVARIANT|PROPERT).*\\R?(?:[ \\t].*\\R?)*");

  /** Returns the model of a world with the document and the number of faults of a setting. */
  public static ConfiguredModel of(Setting setting) {
    String module = setting.world().module();
    ConfiguredModel whole =
        new ConfiguredModel(SpecSource.project(), module, setting.world().configuration());
    String text =
        whole
            .text()
            .replaceAll("Profile = \"\\w+\"", "Profile = \"" + setting.profile().word() + "\"");
    ConfiguredModel model = whole.configured("Compared", text);
    return setting.maxFaults() == Integer.MAX_VALUE ? model : model.withFaults(setting.maxFaults());
  }

  /** Returns the text of the configuration. */
  public String text() {
    return source.text(config + ".cfg");
  }

  /** Returns the same model with another number of faults in a run, if its peers have faults. */
  public ConfiguredModel withFaults(int faults) {
    return configured("Faults", text().replaceAll("MaxFaults = \\d+", "MaxFaults = " + faults));
  }

  /** Returns the same model of which nothing is asked: TLC explores and checks no more. */
  public ConfiguredModel withoutProperties() {
    return configured("Plain", CHECKED.matcher(text()).replaceAll(""));
  }

  private ConfiguredModel configured(String suffix, String text) {
    String name = config + suffix;
    return new ConfiguredModel(source.with(name + ".cfg", text), module, name);
  }

  /**
   * Loads the model in this process.
   *
   * @throws helloagain.spec.SpecException if it does not parse or does not fit
   */
  public SpecModel load() {
    return SpecModel.load(source, module, config);
  }

  /** Describes a run of TLC on it in a process of its own, with one worker. */
  public TlcRun run() {
    return TlcRun.of(source, module, config);
  }
}
