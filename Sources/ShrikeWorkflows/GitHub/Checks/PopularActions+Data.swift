/// What much-used actions take and give, as their own `action.yml` says: a line an interface,
/// `owner/name@versions flags|inputs|outputs`. `!` is a required input, `~` a deprecated one; the flag
/// `*` lets any input pass, `+` any output.
extension PopularActions {
  static let interfaces = """
    8398a7/action-slack@v3 |author_name cancelled_message channel custom_payload failure_message \
    fields github_base_url github_token icon_emoji icon_url if_mention job_name mention status! \
    success_message text username|
    Azure/functions-action@v1 |app-name! enable-oryx-build package publish-profile remote-build \
    respect-funcignore respect-pom-xml scm-do-build-during-deployment sku slot-name|app-url \
    package-url
    EnricoMi/publish-unit-test-result-action@v1 |check_name check_run_annotations \
    check_run_annotations_branch comment_mode comment_on_pr comment_title commit \
    compare_to_earlier_commit deduplicate_classes_by_file_name event_file event_name fail_on \
    files! github_retries github_token hide_comments ignore_runs job_summary json_file \
    json_thousands_separator pull_request_build report_individual_runs \
    seconds_between_github_reads seconds_between_github_writes test_changes_limit time_unit|json
    EnricoMi/publish-unit-test-result-action@v2 |action_fail action_fail_on_inconclusive \
    check_name check_run check_run_annotations check_run_annotations_branch comment_mode \
    comment_title commit compare_to_earlier_commit deduplicate_classes_by_file_name event_file \
    event_name fail_on files github_retries github_token github_token_actor~ ignore_runs \
    job_summary json_file json_suite_details json_test_case_results json_thousands_separator \
    junit_files~ large_files nunit_files~ pull_request_build report_individual_runs \
    report_suite_logs search_pull_requests secondary_rate_limit_wait_seconds \
    seconds_between_github_reads seconds_between_github_writes ssl_verify test_changes_limit \
    test_file_prefix time_unit trx_files~ xunit_files~|json
    JamesIves/github-pages-deploy-action@v4 |attempt-limit branch clean clean-exclude \
    commit-message dry-run folder! force git-config-email git-config-name repository-name silent \
    single-commit ssh-key tag target-folder token|deployment-status
    ReactiveCircus/android-emulator-runner@v2 |api-level! arch avd-name channel cmake cores \
    disable-animations disable-linux-hw-accel disable-spellchecker disk-size \
    emulator-boot-timeout emulator-build emulator-options emulator-port enable-hw-keyboard \
    force-avd-creation heap-size ndk pre-emulator-launch-script profile ram-size script! \
    sdcard-path-or-size system-image-api-level target working-directory|
    SamKirkland/FTP-Deploy-Action@v4.3.6 |dangerous-clean-slate dry-run exclude local-dir \
    log-level password! port protocol security server! server-dir state-name timeout username!|
    Swatinem/rust-cache@v2 |add-job-id-key add-rust-environment-hash-key cache-all-crates \
    cache-bin cache-directories cache-on-failure cache-provider cache-targets \
    cache-workspace-crates cmd-format env-vars key lookup-only prefix-key save-if shared-key \
    workspaces|cache-hit
    actions-cool/issues-helper@v3 |actions assign-command assignee-includes assignees body \
    body-includes close-issue close-reason comment-auth comment-id create-issue-if-not-exist \
    direction duplicate-command duplicate-labels emoji exclude-issue-numbers exclude-labels \
    inactive-day inactive-label inactive-mode issue-assignee issue-creator issue-emoji \
    issue-mentioned issue-number issue-state label-color label-desc label-name labels \
    lock-reason random-to remove-labels repo require-permission show-thanks state title \
    title-excludes title-includes token update-mode|check-result comment-id comments \
    issue-assignees issue-body issue-labels issue-number issue-state issue-title issues
    actions/add-to-project@v1.0.1,v1.0.2 |github-token! label-operator labeled \
    project-url!|itemId
    actions/ai-inference@v1 |enable-github-mcp endpoint file_input github-mcp-token input \
    max-tokens model prompt prompt-file system-prompt system-prompt-file token|response \
    response-file
    actions/ai-inference@v2 |custom-headers enable-github-mcp endpoint file_input \
    github-mcp-token github-mcp-toolsets input max-completion-tokens max-tokens model prompt \
    prompt-file system-prompt system-prompt-file temperature token top-p|response response-file
    actions/attest-build-provenance@v1 |github-token push-to-registry show-summary \
    subject-digest subject-name subject-path|bundle-path
    actions/attest-build-provenance@v2,v3 |github-token push-to-registry show-summary \
    subject-checksums subject-digest subject-name subject-path|attestation-id attestation-url \
    bundle-path
    actions/attest-build-provenance@v4 |create-storage-record github-token predicate \
    predicate-path predicate-type push-to-registry show-summary subject-checksums subject-digest \
    subject-name subject-path|attestation-id attestation-url bundle-path storage-record-ids
    actions/attest-sbom@v1 |github-token push-to-registry sbom-path! show-summary subject-digest \
    subject-name subject-path|bundle-path
    actions/attest-sbom@v2,v3,v4 |github-token push-to-registry sbom-path! show-summary \
    subject-checksums subject-digest subject-name subject-path|attestation-id attestation-url \
    bundle-path
    actions/cache/restore@v4,v5 |enableCrossOsArchive fail-on-cache-miss key! lookup-only path! \
    restore-keys|cache-hit cache-matched-key cache-primary-key
    actions/cache/save@v4,v5 |enableCrossOsArchive key! path! upload-chunk-size|
    actions/cache@v4,v5 |enableCrossOsArchive fail-on-cache-miss key! lookup-only path! \
    restore-keys save-always~ upload-chunk-size|cache-hit
    actions/checkout@v4,v5,v6 |clean fetch-depth fetch-tags filter github-server-url lfs path \
    persist-credentials ref repository set-safe-directory show-progress sparse-checkout \
    sparse-checkout-cone-mode ssh-key ssh-known-hosts ssh-strict ssh-user submodules \
    token|commit ref
    actions/configure-pages@v4,v5,v6 |enablement generator_config_file static_site_generator \
    token|base_path base_url host origin
    actions/create-github-app-token@v1 |app-id app_id~ github-api-url owner permission-actions \
    permission-administration permission-checks permission-codespaces permission-contents \
    permission-dependabot-secrets permission-deployments permission-email-addresses \
    permission-environments permission-followers permission-git-ssh-keys permission-gpg-keys \
    permission-interaction-limits permission-issues permission-members permission-metadata \
    permission-organization-administration permission-organization-announcement-banners \
    permission-organization-copilot-seat-management permission-organization-custom-org-roles \
    permission-organization-custom-properties permission-organization-custom-roles \
    permission-organization-events permission-organization-hooks \
    permission-organization-packages permission-organization-personal-access-token-requests \
    permission-organization-personal-access-tokens permission-organization-plan \
    permission-organization-projects permission-organization-secrets \
    permission-organization-self-hosted-runners permission-organization-user-blocking \
    permission-packages permission-pages permission-profile permission-pull-requests \
    permission-repository-custom-properties permission-repository-hooks \
    permission-repository-projects permission-secret-scanning-alerts permission-secrets \
    permission-security-events permission-single-file permission-starring permission-statuses \
    permission-team-discussions permission-vulnerability-alerts permission-workflows private-key \
    private_key~ repositories skip-token-revoke skip_token_revoke~|app-slug installation-id \
    token
    actions/create-github-app-token@v2,v3 |app-id! github-api-url owner permission-actions \
    permission-administration permission-checks permission-codespaces permission-contents \
    permission-custom-properties-for-organizations permission-dependabot-secrets \
    permission-deployments permission-email-addresses \
    permission-enterprise-custom-properties-for-organizations permission-environments \
    permission-followers permission-git-ssh-keys permission-gpg-keys \
    permission-interaction-limits permission-issues permission-members permission-metadata \
    permission-organization-administration permission-organization-announcement-banners \
    permission-organization-copilot-seat-management permission-organization-custom-org-roles \
    permission-organization-custom-properties permission-organization-custom-roles \
    permission-organization-events permission-organization-hooks \
    permission-organization-packages permission-organization-personal-access-token-requests \
    permission-organization-personal-access-tokens permission-organization-plan \
    permission-organization-projects permission-organization-secrets \
    permission-organization-self-hosted-runners permission-organization-user-blocking \
    permission-packages permission-pages permission-profile permission-pull-requests \
    permission-repository-custom-properties permission-repository-hooks \
    permission-repository-projects permission-secret-scanning-alerts permission-secrets \
    permission-security-events permission-single-file permission-starring permission-statuses \
    permission-team-discussions permission-vulnerability-alerts permission-workflows \
    private-key! repositories skip-token-revoke|app-slug installation-id token
    actions/delete-package-versions@v5 |delete-only-pre-release-versions \
    delete-only-untagged-versions ignore-versions min-versions-to-keep \
    num-old-versions-to-delete owner package-name! package-type! package-version-ids token|
    actions/dependency-review-action@v4 |allow-dependencies-licenses allow-ghsas allow-licenses \
    base-ref comment-summary-in-pr config-file deny-groups deny-licenses deny-packages \
    external-repo-token fail-on-scopes fail-on-severity head-ref license-check repo-token \
    retry-on-snapshot-warnings retry-on-snapshot-warnings-timeout show-openssf-scorecard \
    show-patched-versions vulnerability-check warn-on-openssf-scorecard-level \
    warn-only|comment-content denied-changes dependency-changes invalid-license-changes \
    vulnerable-changes
    actions/deploy-pages@v3,v4,v5 |artifact_name error_count preview reporting_interval timeout \
    token|page_url
    actions/download-artifact@v3-node20 |name path|download-path
    actions/download-artifact@v4,v5,v6,v7 |artifact-ids github-token merge-multiple name path \
    pattern repository run-id|download-path
    actions/download-artifact@v8 |artifact-ids digest-mismatch github-token merge-multiple name \
    path pattern repository run-id skip-decompress|download-path
    actions/first-interaction@v1 |issue-message pr-message repo-token!|
    actions/first-interaction@v2,v3 |issue_message pr_message repo_token|
    actions/github-script@v7,v8 |base-url debug github-token previews result-encoding retries \
    retry-exempt-status-codes script! user-agent|result
    actions/labeler@v5,v6 |configuration-path dot pr-number repo-token sync-labels|all-labels \
    new-labels
    actions/setup-dotnet@v4 |cache cache-dependency-path config-file dotnet-quality \
    dotnet-version global-json-file owner source-url|cache-hit dotnet-version
    actions/setup-dotnet@v5 |architecture cache cache-dependency-path config-file dotnet-quality \
    dotnet-version global-json-file owner source-url workloads|cache-hit dotnet-version
    actions/setup-go@v5 |architecture cache cache-dependency-path check-latest go-version \
    go-version-file token|cache-hit go-version
    actions/setup-go@v6 |architecture cache cache-dependency-path check-latest \
    go-download-base-url go-version go-version-file token|cache-hit go-version
    actions/setup-java@v4,v5 |architecture cache cache-dependency-path check-latest \
    distribution! gpg-passphrase gpg-private-key java-package java-version java-version-file \
    jdkFile job-status mvn-toolchain-id mvn-toolchain-vendor overwrite-settings server-id \
    server-password server-username settings-path token|cache-hit distribution path version
    actions/setup-node@v4 |always-auth architecture cache cache-dependency-path check-latest \
    mirror mirror-token node-version node-version-file registry-url scope token|cache-hit \
    node-version
    actions/setup-node@v5 |always-auth architecture cache cache-dependency-path check-latest \
    mirror mirror-token node-version node-version-file package-manager-cache registry-url scope \
    token|cache-hit node-version
    actions/setup-node@v6 |architecture cache cache-dependency-path check-latest mirror \
    mirror-token node-version node-version-file package-manager-cache registry-url scope \
    token|cache-hit node-version
    actions/setup-python@v5 |allow-prereleases architecture cache cache-dependency-path \
    check-latest freethreaded python-version python-version-file token \
    update-environment|cache-hit python-path python-version
    actions/setup-python@v6 |allow-prereleases architecture cache cache-dependency-path \
    check-latest freethreaded pip-install pip-version python-version python-version-file token \
    update-environment|cache-hit python-path python-version
    actions/stale@v10 |any-of-issue-labels any-of-labels any-of-pr-labels ascending \
    close-issue-label close-issue-message close-issue-reason close-pr-label close-pr-message \
    days-before-close days-before-issue-close days-before-issue-stale days-before-pr-close \
    days-before-pr-stale days-before-stale debug-only delete-branch enable-statistics \
    exempt-all-assignees exempt-all-issue-assignees exempt-all-issue-milestones \
    exempt-all-milestones exempt-all-pr-assignees exempt-all-pr-milestones exempt-assignees \
    exempt-draft-pr exempt-issue-assignees exempt-issue-labels exempt-issue-milestones \
    exempt-milestones exempt-pr-assignees exempt-pr-labels exempt-pr-milestones \
    ignore-issue-updates ignore-pr-updates ignore-updates include-only-assigned \
    labels-to-add-when-unstale labels-to-remove-when-stale labels-to-remove-when-unstale \
    only-issue-labels only-issue-types only-labels only-pr-labels operations-per-run \
    remove-issue-stale-when-updated remove-pr-stale-when-updated remove-stale-when-updated \
    repo-token sort-by stale-issue-label stale-issue-message stale-pr-label stale-pr-message \
    start-date|closed-issues-prs staled-issues-prs
    actions/stale@v9 |any-of-issue-labels any-of-labels any-of-pr-labels ascending \
    close-issue-label close-issue-message close-issue-reason close-pr-label close-pr-message \
    days-before-close days-before-issue-close days-before-issue-stale days-before-pr-close \
    days-before-pr-stale days-before-stale debug-only delete-branch enable-statistics \
    exempt-all-assignees exempt-all-issue-assignees exempt-all-issue-milestones \
    exempt-all-milestones exempt-all-pr-assignees exempt-all-pr-milestones exempt-assignees \
    exempt-draft-pr exempt-issue-assignees exempt-issue-labels exempt-issue-milestones \
    exempt-milestones exempt-pr-assignees exempt-pr-labels exempt-pr-milestones \
    ignore-issue-updates ignore-pr-updates ignore-updates include-only-assigned \
    labels-to-add-when-unstale labels-to-remove-when-stale labels-to-remove-when-unstale \
    only-issue-labels only-labels only-pr-labels operations-per-run \
    remove-issue-stale-when-updated remove-pr-stale-when-updated remove-stale-when-updated \
    repo-token stale-issue-label stale-issue-message stale-pr-label stale-pr-message \
    start-date|closed-issues-prs staled-issues-prs
    actions/upload-artifact@v3-node20 |if-no-files-found include-hidden-files name path! \
    retention-days|
    actions/upload-artifact@v4,v5,v6 |compression-level if-no-files-found include-hidden-files \
    name overwrite path! retention-days|artifact-digest artifact-id artifact-url
    actions/upload-artifact@v7 |archive compression-level if-no-files-found include-hidden-files \
    name overwrite path! retention-days|artifact-digest artifact-id artifact-url
    actions/upload-pages-artifact@v1,v2 |name path retention-days|
    actions/upload-pages-artifact@v3,v4 |name path retention-days|artifact_id
    anthropics/claude-code-action@v1 |additional_permissions allowed_bots \
    allowed_non_write_users anthropic_api_key assignee_trigger base_branch bot_id bot_name \
    branch_name_template branch_prefix classify_inline_comments claude_args \
    claude_code_oauth_token display_report exclude_comments_by_actor github_token \
    include_comments_by_actor include_fix_links label_trigger path_to_bun_executable \
    path_to_claude_code_executable plugin_marketplaces plugins prompt settings show_full_output \
    ssh_signing_key track_progress trigger_phrase use_bedrock use_commit_signing use_foundry \
    use_sticky_comment use_vertex|branch_name execution_file github_token session_id \
    structured_output
    aws-actions/configure-aws-credentials@v4 |audience aws-access-key-id aws-region! \
    aws-secret-access-key aws-session-token disable-retry http-proxy inline-session-policy \
    managed-session-policies mask-aws-account-id output-credentials output-env-credentials \
    retry-max-attempts role-chaining role-duration-seconds role-external-id role-session-name \
    role-skip-session-tagging role-to-assume special-characters-workaround \
    unset-current-credentials use-existing-credentials web-identity-token-file|aws-access-key-id \
    aws-account-id aws-expiration aws-secret-access-key aws-session-token
    aws-actions/configure-aws-credentials@v5 |action-timeout-s allowed-account-ids audience \
    aws-access-key-id aws-region! aws-secret-access-key aws-session-token disable-retry \
    force-skip-oidc http-proxy inline-session-policy managed-session-policies \
    mask-aws-account-id no-proxy output-credentials output-env-credentials retry-max-attempts \
    role-chaining role-duration-seconds role-external-id role-session-name \
    role-skip-session-tagging role-to-assume special-characters-workaround \
    unset-current-credentials use-existing-credentials web-identity-token-file|aws-access-key-id \
    aws-account-id aws-expiration aws-secret-access-key aws-session-token
    aws-actions/configure-aws-credentials@v6 |action-timeout-s allowed-account-ids audience \
    aws-access-key-id aws-region! aws-secret-access-key aws-session-token disable-retry \
    force-skip-oidc http-proxy inline-session-policy managed-session-policies \
    mask-aws-account-id no-proxy output-credentials output-env-credentials retry-max-attempts \
    role-chaining role-duration-seconds role-external-id role-session-name \
    role-skip-session-tagging role-to-assume special-characters-workaround transitive-tag-keys \
    unset-current-credentials use-existing-credentials web-identity-token-file|aws-access-key-id \
    aws-account-id aws-expiration aws-secret-access-key aws-session-token
    azure/aks-set-context@v4,v5 |admin cluster-name! public-fqdn resource-group! resource-type \
    subscription use-kubelogin|
    azure/login@v2,v3 |allow-no-subscriptions audience auth-type client-id creds \
    enable-AzPSSession environment subscription-id tenant-id|
    bahmutov/npm-install@v1 |cache-key-prefix install-command useLockFile useRollingCache \
    working-directory|
    codecov/codecov-action@v4 |codecov_yml_path commit_parent directory disable_file_fixes \
    disable_safe_directory disable_search dry_run env_vars exclude fail_ci_if_error file files \
    flags git_service handle_no_reports_found job_code name network_filter network_prefix os \
    override_branch override_build override_build_url override_commit override_pr plugin plugins \
    report_code root_dir slug token url use_legacy_upload_endpoint use_oidc verbose version \
    working-directory|
    codecov/codecov-action@v5,v6 |base_sha binary codecov_yml_path commit_parent directory \
    disable_file_fixes disable_safe_directory disable_search disable_telem dry_run env_vars \
    exclude fail_ci_if_error files flags force gcov_args gcov_executable gcov_ignore \
    gcov_include git_service handle_no_reports_found job_code name network_filter network_prefix \
    os override_branch override_build override_build_url override_commit override_pr plugins \
    recurse_submodules report_code report_type root_dir run_command skip_validation slug \
    swift_project token url use_legacy_upload_endpoint use_oidc use_pypi verbose version \
    working-directory|
    dawidd6/action-download-artifact@v10,v11,v12,v13,v14,v15,v16,v17,v18,v19 |allow_forks branch \
    check_artifacts commit dry_run event github_token if_no_artifact_found merge_multiple name \
    name_is_regexp path pr ref repo run_id run_number search_artifacts skip_unpack use_unzip \
    workflow workflow_conclusion workflow_search|artifacts dry_run error_message found_artifact
    dawidd6/action-download-artifact@v3,v5,v6,v7 |allow_forks branch check_artifacts commit \
    dry_run event github_token if_no_artifact_found name name_is_regexp path pr repo run_id \
    run_number search_artifacts skip_unpack workflow workflow_conclusion \
    workflow_search|artifacts dry_run error_message found_artifact
    dawidd6/action-download-artifact@v8 |allow_forks branch check_artifacts commit dry_run event \
    github_token if_no_artifact_found name name_is_regexp path pr repo run_id run_number \
    search_artifacts skip_unpack use_unzip workflow workflow_conclusion \
    workflow_search|artifacts dry_run error_message found_artifact
    dawidd6/action-download-artifact@v9 |allow_forks branch check_artifacts commit dry_run event \
    github_token if_no_artifact_found merge_multiple name name_is_regexp path pr repo run_id \
    run_number search_artifacts skip_unpack use_unzip workflow workflow_conclusion \
    workflow_search|artifacts dry_run error_message found_artifact
    dawidd6/action-send-mail@v1 |body! content_type from! password! server_address! server_port! \
    subject! to! username!|
    dawidd6/action-send-mail@v10,v5,v6,v7,v8,v9 |attachments bcc body cc connection_url \
    convert_markdown envelope_from envelope_to from! html_body ignore_cert in_reply_to \
    nodemailerdebug nodemailerlog password priority reply_to secure server_address server_port \
    subject! to username|
    dawidd6/action-send-mail@v11,v12,v13,v14,v15,v16 |attachments bcc body cc connection_url \
    convert_markdown envelope_from envelope_to from! headers html_body ignore_cert in_reply_to \
    nodemailerdebug nodemailerlog password priority reply_to secure server_address server_port \
    subject! to username|
    dawidd6/action-send-mail@v3,v4 |attachments bcc body cc connection_url convert_markdown \
    from! html_body ignore_cert in_reply_to nodemailerdebug nodemailerlog password priority \
    reply_to secure server_address server_port subject! to username|
    dessant/lock-threads@v5,v6 |add-discussion-labels add-issue-labels add-pr-labels \
    discussion-comment discussion-inactive-days exclude-any-discussion-labels \
    exclude-any-issue-labels exclude-any-pr-labels exclude-discussion-closed-after \
    exclude-discussion-closed-before exclude-discussion-closed-between \
    exclude-discussion-created-after exclude-discussion-created-before \
    exclude-discussion-created-between exclude-issue-closed-after exclude-issue-closed-before \
    exclude-issue-closed-between exclude-issue-created-after exclude-issue-created-before \
    exclude-issue-created-between exclude-pr-closed-after exclude-pr-closed-before \
    exclude-pr-closed-between exclude-pr-created-after exclude-pr-created-before \
    exclude-pr-created-between github-token include-all-discussion-labels \
    include-all-issue-labels include-all-pr-labels include-any-discussion-labels \
    include-any-issue-labels include-any-pr-labels issue-comment issue-inactive-days \
    issue-lock-reason log-output pr-comment pr-inactive-days pr-lock-reason process-only \
    remove-discussion-labels remove-issue-labels remove-pr-labels|discussions issues prs
    docker/build-push-action@v1 |add_git_labels always_pull build_args cache_froms dockerfile \
    labels password path push registry repository!~ tag_with_ref tag_with_sha tags target \
    username|
    docker/build-push-action@v5 |add-hosts allow annotations attests build-args build-contexts \
    builder cache-from cache-to cgroup-parent context file github-token labels load network \
    no-cache no-cache-filters outputs platforms provenance pull push sbom secret-envs \
    secret-files secrets shm-size ssh tags target ulimit|digest imageid metadata
    docker/build-push-action@v6,v7 |add-hosts allow annotations attests build-args \
    build-contexts builder cache-from cache-to call cgroup-parent context file github-token \
    labels load network no-cache no-cache-filters outputs platforms provenance pull push sbom \
    secret-envs secret-files secrets shm-size ssh tags target ulimit|digest imageid metadata
    docker/login-action@v3,v4 |ecr logout password registry registry-auth scope username|
    docker/metadata-action@v5,v6 |annotations bake-target context flavor github-token images \
    labels sep-annotations sep-labels sep-tags tags|annotations bake-file bake-file-annotations \
    bake-file-labels bake-file-tags json labels tag-names tags version
    docker/setup-buildx-action@v3 |append buildkitd-config buildkitd-config-inline \
    buildkitd-flags cache-binary cleanup config~ config-inline~ driver driver-opts endpoint \
    install~ keep-state name platforms use version|driver endpoint flags name nodes platforms \
    status
    docker/setup-buildx-action@v4 |append buildkitd-config buildkitd-config-inline \
    buildkitd-flags cache-binary cleanup driver driver-opts endpoint keep-state name platforms \
    use version|driver endpoint flags name nodes platforms status
    docker/setup-qemu-action@v3,v4 |cache-image image platforms|platforms
    dorny/paths-filter@v3,v4 +|base filters! initial-fetch-depth list-files predicate-quantifier \
    ref token working-directory|
    dtolnay/rust-toolchain@beta,nightly,stable |components target targets toolchain|cachekey \
    name
    erlef/setup-beam@v1 |disable_problem_matchers elixir-version github-token gleam-version \
    hexpm-mirrors install-hex install-rebar otp-architecture otp-version rebar3-version \
    version-file version-type|elixir-version gleam-version otp-version rebar3-version \
    setup-beam-version
    game-ci/unity-builder@v4 |allowDirtyBuild androidExportType androidKeyaliasName \
    androidKeyaliasPass androidKeystoreBase64 androidKeystoreName androidKeystorePass \
    androidSymbolType androidTargetSdkVersion androidVersionCode awsStackName buildMethod \
    buildName buildProfile buildsPath cacheKey cacheUnityInstallationOnMac chownFilesTo \
    containerCpu containerHookFiles containerMemory containerRegistryImageVersion \
    containerRegistryRepository customCommandHooks customHookFiles customImage customJob \
    customParameters dockerCpuLimit dockerIsolationMode dockerMemoryLimit dockerWorkspacePath \
    enableGpu githubOwner gitPrivateToken kubeConfig kubeStorageClass kubeVolume kubeVolumeSize \
    manualExit postBuildSteps preBuildSteps projectPath providerStrategy \
    readInputFromOverrideList readInputOverrideCommand runAsHostUser skipActivation sshAgent \
    sshPublicKeysDirectoryPath targetPlatform unityHubVersionOnMac unityLicensingServer \
    unityVersion version versioning watchToEnd|androidVersionCode buildVersion engineExitCode \
    volume
    github/codeql-action/analyze@v3,v4 |add-snippets~ category check_name checkout_path \
    cleanup-level expect-error matrix output post-processed-sarif-path ram ref sha skip-queries \
    threads token upload upload-database wait-for-processing|db-locations sarif-id sarif-output
    github/codeql-action/autobuild@v3,v4 |matrix token working-directory|
    github/codeql-action/init@v3,v4 |analysis-kinds build-mode check-run-id config config-file \
    db-location debug debug-artifact-name debug-database-name dependency-caching \
    external-repository-token languages matrix packs quality-queries queries ram registries \
    setup-python-dependencies source-root threads token tools trap-caching|codeql-path \
    codeql-version
    github/super-linter@v3,v4,v5,v6,v7 ||
    golangci/golangci-lint-action@v4 |args github-token install-mode only-new-issues \
    skip-build-cache skip-cache skip-pkg-cache version working-directory|
    golangci/golangci-lint-action@v5 |annotations args cache-invalidation-interval github-token \
    install-mode only-new-issues skip-cache skip-save-cache version working-directory|
    golangci/golangci-lint-action@v6,v7,v8 |args cache-invalidation-interval github-token \
    install-mode only-new-issues problem-matchers skip-cache skip-save-cache verify version \
    working-directory|
    golangci/golangci-lint-action@v9 |args cache-invalidation-interval debug experimental \
    github-token install-mode install-only only-new-issues problem-matchers skip-cache \
    skip-save-cache verify version version-file working-directory|
    google-github-actions/auth@v2 |access_token_lifetime access_token_scopes \
    access_token_subject audience backoff~ backoff_limit~ cleanup_credentials \
    create_credentials_file credentials_json delegates export_environment_variables \
    id_token_audience id_token_include_email project_id request_reason retries~ service_account \
    token_format universe workload_identity_provider|access_token auth_token \
    credentials_file_path id_token project_id
    google-github-actions/auth@v3 |access_token_lifetime access_token_scopes \
    access_token_subject audience cleanup_credentials create_credentials_file credentials_json \
    delegates export_environment_variables id_token_audience id_token_include_email project_id \
    request_reason service_account token_format universe workload_identity_provider|access_token \
    auth_token credentials_file_path id_token project_id
    google-github-actions/get-secretmanager-secrets@v2,v3 +|encoding export_to_environment \
    min_mask_length secrets! universe|
    google-github-actions/run-gemini-cli@v0 |extensions gcp_access_token_scopes gcp_location \
    gcp_project_id gcp_service_account gcp_token_format gcp_workload_identity_provider \
    gemini_api_key gemini_cli_version gemini_debug gemini_model google_api_key prompt settings \
    upload_artifacts use_gemini_code_assist use_pnpm use_vertex_ai workflow_name|error summary
    google-github-actions/setup-gcloud@v2 |install_components project_id skip_install \
    skip_tool_cache version|version
    google-github-actions/setup-gcloud@v3 |cache install_components project_id skip_install \
    version|version
    google-github-actions/upload-cloud-storage@v2,v3 |concurrency destination! gcloudignore_path \
    glob gzip headers parent path! predefinedAcl process_gcloudignore project_id resumable \
    universe|uploaded
    goreleaser/goreleaser-action@v5,v6,v7 |args distribution install-only version \
    workdir|artifacts metadata
    gradle/wrapper-validation-action@v2,v3 |allow-checksums allow-snapshots \
    min-wrapper-count|failed-wrapper
    microsoft/playwright-github-action@v1 ||
    mikepenz/release-changelog-builder-action@v4 |baseUrl cache commitMode configuration \
    configurationJson exportCache exportOnly failOnError fetchReleaseInformation fetchReviewers \
    fetchReviews fetchViaCommits fromTag ignorePreReleases includeOpen outputFile owner path \
    platform repo token toTag|cache categorized_prs changelog failed fromTag open_prs owner \
    pull_requests repo toTag uncategorized_prs
    mikepenz/release-changelog-builder-action@v5 |baseUrl cache commitMode configuration \
    configurationJson exportCache exportOnly failOnError fetchReleaseInformation fetchReviewers \
    fetchReviews fetchViaCommits fromTag ignorePreReleases includeOpen mode offlineMode \
    outputFile owner path platform repo token toTag|cache categorized_prs changelog failed \
    fromTag open_prs owner pull_requests repo toTag uncategorized_prs
    mikepenz/release-changelog-builder-action@v6 |baseUrl cache commitMode configuration \
    configurationJson exportCache exportOnly failOnError fetchReleaseInformation fetchReviewers \
    fetchReviews fetchViaCommits fromTag ignorePreReleases includeOnlyPaths includeOpen mode \
    offlineMode outputFile owner path platform repo token toTag|cache categorized_prs changelog \
    contributors failed fromTag open_prs owner pull_requests repo toTag uncategorized_prs
    msys2/setup-msys2@v2 |cache install location msystem pacboy path-type \
    platform-check-severity release update|msys2-location
    ncipollo/release-action@v1 |allowUpdates artifact~ artifactContentType \
    artifactErrorsFailBuild artifacts body bodyFile commit discussionCategory draft \
    generateReleaseNotes generateReleaseNotesPreviousTag immutableCreate makeLatest name \
    omitBody omitBodyDuringUpdate omitDraftDuringUpdate omitName omitNameDuringUpdate \
    omitPrereleaseDuringUpdate owner prerelease removeArtifacts replacesArtifacts repo \
    skipIfReleaseExists tag token updateOnlyUnreleased|assets html_url id tarball_url upload_url \
    zipball_url
    nwtgck/actions-netlify@v3 |alias deploy-message enable-commit-comment enable-commit-status \
    enable-github-deployment enable-pull-request-comment fails-without-credentials functions-dir \
    github-deployment-description github-deployment-environment github-token netlify-config-path \
    overwrites-pull-request-comment production-branch production-deploy publish-dir!|deploy-url
    octokit/graphql-action@v2.x,v3.x |mediaType query! variables|data
    octokit/request-action@v2.x,v3.x *||data headers status
    openai/codex-action@v1 |allow-bots allow-users codex-args codex-home codex-user \
    codex-version effort model openai-api-key output-file output-schema output-schema-file \
    prompt prompt-file responses-api-endpoint safety-strategy sandbox \
    working-directory|final-message
    peaceiris/actions-gh-pages@v2 |commitMessage emptyCommits forceOrphan keepFiles tagMessage \
    tagName tagOverwrite useremail username|
    peaceiris/actions-gh-pages@v4 |allow_empty_commit cname commit_message deploy_key \
    destination_dir disable_nojekyll enable_jekyll exclude_assets external_repository \
    force_orphan full_commit_message github_token keep_files personal_token publish_branch \
    publish_dir tag_message tag_name user_email user_name|
    peaceiris/actions-hugo@v3 |extended hugo-version|
    peter-evans/create-or-update-comment@v4,v5 |append-separator body body-file body-path \
    comment-id edit-mode issue-number reactions reactions-edit-mode repository token|comment-id
    peter-evans/create-pull-request@v6 |add-paths assignees author base body body-path branch \
    branch-suffix commit-message committer delete-branch draft git-token labels milestone path \
    push-to-fork reviewers signoff team-reviewers title token|pull-request-branch \
    pull-request-head-sha pull-request-number pull-request-operation pull-request-url
    peter-evans/create-pull-request@v7,v8 |add-paths assignees author base body body-path branch \
    branch-suffix branch-token commit-message committer delete-branch draft labels \
    maintainer-can-modify milestone path push-to-fork reviewers sign-commits signoff \
    team-reviewers title token|pull-request-branch pull-request-head-sha pull-request-number \
    pull-request-operation pull-request-url
    preactjs/compressed-size-action@v2 |build-script clean-script collapse-unchanged comment-key \
    compression cwd exclude install-script minimum-change-threshold omit-unchanged pattern \
    repo-token show-total sort-by strip-hash use-check|
    preactjs/compressed-size-action@v3 |build-script! clean-script collapse-unchanged \
    comment-key compression cwd exclude install-script minimum-change-threshold omit-unchanged \
    pattern repo-token show-total sort-by strip-hash use-check|
    pulumi/actions@v1 |command!|
    pulumi/actions@v5 |always-include-summary cloud-url color command comment-on-pr \
    comment-on-pr-number comment-on-summary config-map diff edit-pr-comment exclude-protected \
    expect-no-changes github-token message parallel plan policyPackConfigs policyPacks \
    pulumi-version pulumi-version-file refresh remove replace secrets-provider stack-name \
    suppress-outputs suppress-progress target target-dependents upsert work-dir|output
    pulumi/actions@v6 |always-include-summary cloud-url color command comment-on-pr \
    comment-on-pr-number comment-on-summary config-map continue-on-error debug diff \
    edit-pr-comment exclude exclude-dependents exclude-protected expect-no-changes github-token \
    log-flow log-verbosity message parallel plan policyPackConfigs policyPacks pulumi-version \
    pulumi-version-file refresh remove replace secrets-provider stack-name suppress-outputs \
    suppress-progress target target-dependents upsert work-dir|output
    pypa/gh-action-pypi-publish@release/v1 |attestations packages-dir packages_dir~ password \
    print-hash print_hash~ repository-url repository_url~ skip-existing skip_existing~ user \
    verbose verify-metadata verify_metadata~|
    release-drafter/release-drafter@v6 |commitish config-name disable-autolabeler \
    disable-releaser footer header include-pre-releases initial-commits-since latest name \
    prerelease prerelease-identifier publish tag version|body html_url id major_version \
    minor_version name patch_version resolved_version tag_name upload_url
    release-drafter/release-drafter@v7 |commitish config-name dry-run filter-by-range footer \
    header include-pre-releases initial-commits-since latest name prerelease \
    prerelease-identifier publish tag token version|body html_url id major_version minor_version \
    name patch_version resolved_version tag_name upload_url
    reviewdog/action-actionlint@v1 |actionlint_flags fail_level fail_on_error~ filter_mode \
    github_token level reporter reviewdog_flags tool_name|
    reviewdog/action-eslint@v1 |eslint_flags fail_level fail_on_error~ filter_mode github_token \
    level node_options reporter reviewdog_flags tool_name workdir|
    reviewdog/action-golangci-lint@v1 |fail_on_error filter_mode github_token \
    golangci_lint_flags level reporter reviewdog_flags tool_name workdir|
    reviewdog/action-golangci-lint@v2 |cache fail_level fail_on_error~ filter_mode github_token \
    go_version go_version_file golangci_lint_flags golangci_lint_version level reporter \
    reviewdog_flags reviewdog_version tool_name workdir|
    reviewdog/action-hadolint@v1 |exclude fail_level fail_on_error~ filter_mode github_token \
    hadolint_flags hadolint_ignore include level reporter reviewdog_flags tool_name|
    reviewdog/action-misspell@v1 |exclude fail_level fail_on_error~ filter_mode github_token \
    ignore level locale path pattern reporter|
    reviewdog/action-rubocop@v1 |fail_on_error filter_mode github_token! level reporter \
    reviewdog_flags rubocop_extensions rubocop_flags rubocop_version skip_install tool_name \
    use_bundler workdir|
    reviewdog/action-rubocop@v2 |fail_level fail_on_error~ filter_mode github_token level \
    only_changed reporter reviewdog_flags rubocop_extensions rubocop_flags rubocop_version \
    skip_install tool_name use_bundler workdir|
    reviewdog/action-shellcheck@v1 |check_all_files_with_shebangs exclude fail_level \
    fail_on_error~ filter_mode github_token level path pattern reporter reviewdog_flags \
    shellcheck_flags|
    reviewdog/action-tflint@v1 |fail_level fail_on_error~ filter_mode flags github_token level \
    reporter tflint_config tflint_init tflint_rulesets tflint_target_dir tflint_version \
    working_directory|reviewdog-return-code tflint-return-code
    rhysd/action-setup-vim@v1 |configure-args neovim token version|executable vim-dir
    ridedott/merge-me-action@v2 |ENABLE_GITHUB_API_PREVIEW ENABLED_FOR_MANUAL_CHANGES \
    GITHUB_LOGIN GITHUB_TOKEN! MAXIMUM_RETRIES MERGE_METHOD PRESET|
    rtCamp/action-slack-notify@v2 ||
    ruby/setup-ruby@v1 |bundler bundler-cache cache-version ruby-version rubygems self-hosted \
    token windows-toolchain working-directory|ruby-prefix
    shivammathur/setup-php@v2 |coverage extensions github-token ini-file ini-values php-version \
    php-version-file tools|php-version
    softprops/action-gh-release@v2 |append_body body body_path discussion_category_name draft \
    fail_on_unmatched_files files generate_release_notes make_latest name overwrite_files \
    prerelease preserve_order previous_tag repository tag_name target_commitish token \
    working_directory|assets id upload_url url
    subosito/flutter-action@v2 |architecture cache cache-key cache-path channel dry-run \
    flutter-version flutter-version-file git-source pub-cache pub-cache-key \
    pub-cache-path|ARCHITECTURE CACHE-HIT CACHE-KEY CACHE-PATH CHANNEL GIT_SOURCE PUB-CACHE-HIT \
    PUB-CACHE-KEY PUB-CACHE-PATH VERSION
    treosh/lighthouse-ci-action@v11,v12 |artifactName basicAuthPassword basicAuthUsername \
    budgetPath configPath runs serverBaseUrl serverToken temporaryPublicStorage uploadArtifacts \
    uploadExtraArgs urls|assertionResults links resultsPath
    """

  /// Versions that run on a Node.js the runners no longer have (12 and 16).
  static let outdated = """
    8398a7/action-slack@v1,v2
    Azure/container-scan@v0
    JamesIves/github-pages-deploy-action@releases/v3
    ReactiveCircus/android-emulator-runner@v1
    Swatinem/rust-cache@v1
    actions-cool/issues-helper@v1,v2
    actions-rs/audit-check@v1
    actions-rs/cargo@v1
    actions-rs/clippy-check@v1
    actions-rs/toolchain@v1
    actions/cache@v1,v2,v3
    actions/checkout@v1,v2,v3
    actions/configure-pages@v1,v2,v3
    actions/delete-package-versions@v1,v2,v3,v4
    actions/dependency-review-action@v3
    actions/deploy-pages@v1,v2
    actions/download-artifact@v1,v2,v3
    actions/github-script@v1,v2,v3,v4,v5,v6
    actions/labeler@v2,v3,v4
    actions/setup-dotnet@v1,v2,v3
    actions/setup-go@v1,v2,v3,v4
    actions/setup-java@v1,v2,v3
    actions/setup-node@v1,v2,v3
    actions/setup-python@v1,v2,v3,v4
    actions/stale@v1,v2,v3,v4,v5,v6,v7,v8
    actions/upload-artifact@v1,v2,v3
    aws-actions/configure-aws-credentials@v1,v2,v3
    azure/aks-set-context@v1,v2,v3
    azure/login@v1
    codecov/codecov-action@v1,v2,v3
    dawidd6/action-download-artifact@v2
    dawidd6/action-send-mail@v2
    dessant/lock-threads@v2,v3,v4
    docker/build-push-action@v2,v3,v4
    docker/login-action@v1,v2
    docker/metadata-action@v1,v2,v3,v4
    docker/setup-buildx-action@v1,v2
    docker/setup-qemu-action@v1,v2
    dorny/paths-filter@v1,v2
    enriikke/gatsby-gh-pages-action@v2
    game-ci/unity-builder@v2,v3
    github/codeql-action/analyze@v1,v2
    github/codeql-action/autobuild@v1,v2
    github/codeql-action/init@v1,v2
    githubocto/flat@v1,v2,v3
    golangci/golangci-lint-action@v1,v2,v3
    google-github-actions/auth@v1
    google-github-actions/get-secretmanager-secrets@v1
    google-github-actions/setup-gcloud@v1
    google-github-actions/upload-cloud-storage@v1
    goreleaser/goreleaser-action@v1,v2,v3,v4
    gradle/wrapper-validation-action@v1
    haskell/actions/setup@v1,v2
    marvinpinto/action-automatic-releases@latest
    mikepenz/release-changelog-builder-action@v1,v2,v3
    msys2/setup-msys2@v1
    nwtgck/actions-netlify@v1,v2
    octokit/request-action@v1.x
    peaceiris/actions-gh-pages@v3
    peter-evans/create-or-update-comment@v3
    peter-evans/create-pull-request@v1,v2,v3,v4,v5
    preactjs/compressed-size-action@v1
    pulumi/actions@v2,v3,v4
    release-drafter/release-drafter@v5
    ridedott/merge-me-action@v1
    shivammathur/setup-php@v1
    softprops/action-gh-release@v1
    treosh/lighthouse-ci-action@v1,v10,v2,v3,v7,v8,v9
    wearerequired/lint-action@v1,v2
    """
}
