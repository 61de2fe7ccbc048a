//! Words of trades in Chinese names: 机械, 五金, 酒店.
//!
//! Always holds: they name nobody by themselves.

/// Words of trades that stand in many names, and in notes.
pub(super) const TRADES: &str = "机械 機械 机电 機電 五金 工具 模具 电器 電器 电子 電子 汽配 轴承 軸承 阀门 閥門 水泵 食品 服务 服務 科技 设备 設備 仪表 儀表 门窗 門窗 \
    配件 刀具 家具 工艺 工藝 精密 数控 數控 焊割 劳保 勞保 电控 電控 电机 電機 机床 機床 维修 維修 安装 安裝 装修 裝修 材料 建材 包装 包裝 有限 公司 实业 \
    仓库 倉庫 车间 車間 工厂 工廠 办公 辦公 家电 家電 酒店 饭店 飯店 超市 医院 醫院 诊所 診所 药房 藥房 药店 藥局 学校 學校 餐厅 餐廳 咖啡 面馆 麵館 \
    健身 培训 培訓 物流 运输 運輸 印刷 服装 服裝 钢材 鋼材 化工 塑料 塑膠 橡胶 橡膠 玻璃 油漆 涂料 照明 灯具 燈具 空调 空調 冷库 冷庫";

/// Whether Han characters are more than words of trades: 恒信 of 恒信仪表.
pub(super) fn has_own(letters: &str) -> bool {
    let mut own = letters.to_owned();
    for trade in TRADES.split_whitespace() {
        own = own.replace(trade, "");
    }
    own.chars().count() >= 2
}
